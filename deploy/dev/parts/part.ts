import type { InfraPart, PartName, Say } from '../infra-types';

/** Where a part's program is and where that was found. */
export interface Program {
  home: string;
  source: InfraPart['source'];
}

/** What a part is started with. */
export interface PartContext<P extends string> {
  home: string;
  /** A folder of the part's own. */
  dataDir: string;
  ports: Record<P, number>;
  logFile: string;
}

/** How a command line of a part looks. */
interface PartCommand {
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
}

/** One part of the infrastructure: how it is found, started and known to be ready. */
export interface PartDefinition<P extends string = string> {
  name: PartName;
  title: string;
  /** Names an endpoint that is used in place of an embedded copy. */
  environmentVariable: string;
  ports: readonly P[];
  /** Finds the program on PATH or in the cache, or installs it. */
  find(say: Say): Promise<Program>;
  /** What must be done before each start, such as formatting a new data folder. */
  prepare(context: Omit<PartContext<P>, 'logFile'>): Promise<void>;
  command(context: PartContext<P>): PartCommand;
  address(ports: Record<P, number>): string;
  /** Resolves once when the part answers as its users need it; throws while it does not yet. */
  probe(address: string): Promise<void>;
  /** How long a start may take on a slow machine. */
  readyWithinMs: number;
}
