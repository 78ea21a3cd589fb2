import { defaultDataDir, demoPassword, readLiveRun } from '@kequan/dev';
import { say } from './report/words';

/** Where the system is that the demonstration plays against. */
export interface Surroundings {
  gatewayUrl: string;
  smsUrl: string;
  bankUrl: string;
  kafkaBrokers: string;
  instance: string;
  temporalUiUrl: string | undefined;
  staffPassword: string;
}

/** From the environment, else from what `npm start` runs. @throws Error when there is neither */
export function findSurroundings(environment: NodeJS.ProcessEnv): Surroundings {
  const run = readLiveRun(defaultDataDir());
  const gatewayUrl = environment['KEQUAN_URL'] ?? run?.gatewayUrl;
  const smsUrl = environment['SMS_URL'] ?? run?.endpoints?.smsUrl;
  const bankUrl = environment['BANK_URL'] ?? run?.endpoints?.bankUrl;
  const kafkaBrokers = environment['KAFKA_BROKERS'] ?? run?.endpoints?.kafkaBrokers;
  if (!gatewayUrl || !smsUrl || !bankUrl || !kafkaBrokers) throw new Error(say('nothingRuns'));
  return {
    gatewayUrl,
    smsUrl,
    bankUrl,
    kafkaBrokers,
    instance: environment['KEQUAN_INSTANCE'] ?? 'kequan',
    temporalUiUrl: environment['TEMPORAL_UI_URL'] ?? run?.endpoints?.temporalUiUrl,
    staffPassword: demoPassword(),
  };
}
