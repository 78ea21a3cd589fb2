/** The parts of the infrastructure that a person may name. */
export type PartName = 'temporal' | 'kafka' | 'mongodb' | 'sms' | 'instruments' | 'bank';

/** Writes one line for the person who waits. */
export type Say = (line: string) => void;

/** Where everything answers. `mongodbUrl` names no database: every service has its own. */
export interface InfraEndpoints {
  temporalAddress: string;
  temporalUiUrl: string | undefined;
  mongodbUrl: string;
  kafkaBrokers: string;
  smsUrl: string;
  instrumentSystemUrl: string;
  bankUrl: string;
}

/** One part and where it was found. */
export interface InfraPart {
  name: PartName;
  source: 'environment' | 'path' | 'cache' | 'installed';
  pid?: number;
  address: string;
}

/** What `startInfra` is told. */
export interface InfraOptions {
  /** Data, logs, ports and the run file of this infrastructure; one running infrastructure per folder. */
  dataDir: string;
  say?: Say;
  /** Only these parts; all by default. */
  parts?: PartName[];
  /** Starts every part here, whatever endpoints the environment names: for who kills what he has started. */
  embeddedOnly?: boolean;
}

/** A running infrastructure. */
export interface Infra {
  endpoints: InfraEndpoints;
  parts: InfraPart[];
  /** Sends the signal; after SIGKILL, SIGTERM or SIGINT it resolves when the process is gone. */
  kill(name: PartName, signal: NodeJS.Signals): Promise<void>;
  /** Ends the part if it still runs and starts it on the same port with the same data; resolves when it is ready. */
  restart(name: PartName): Promise<void>;
  /** Ends all parts that were started here. */
  stop(): Promise<void>;
}
