import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './error-code';
import type { InfraEndpoints } from './infra-types';
import { clientOfInstrumentSystem } from './instruments/settings';
import { defaultDataDir } from './paths';

const SECRET_BYTES = 32;
const OWNER_ONLY = 0o600;

/** What the host process is told about its surroundings. */
export interface HostEnvironmentOptions {
  /** Where the secret is kept; `.data` of the repository by default. */
  dataDir?: string;
  /** 0, the default, lets the operating system choose. */
  port?: number;
}

/** The environment variables of the host for trying and testing; what the caller's environment sets wins. */
export function hostEnvironment(
  endpoints: InfraEndpoints,
  options: HostEnvironmentOptions = {},
): NodeJS.ProcessEnv {
  const { port = 0 } = options;
  return {
    PORT: String(port),
    PUBLIC_URL: process.env.PUBLIC_URL ?? `http://127.0.0.1:${port}`,
    TEMPORAL_ADDRESS: endpoints.temporalAddress,
    TEMPORAL_NAMESPACE: process.env.TEMPORAL_NAMESPACE ?? 'default',
    MONGODB_URL: endpoints.mongodbUrl,
    KAFKA_BROKERS: endpoints.kafkaBrokers,
    SMS_URL: endpoints.smsUrl,
    ...instrumentSystemEnvironment(endpoints),
    BANK_URL: endpoints.bankUrl,
    KEQUAN_PAYOUT_NOTICE_SECONDS: process.env.KEQUAN_PAYOUT_NOTICE_SECONDS ?? '20',
    KEQUAN_SECRET: process.env.KEQUAN_SECRET ?? keptSecret(options.dataDir ?? defaultDataDir()),
    BOOTSTRAP_ADMIN_PASSWORD: process.env.BOOTSTRAP_ADMIN_PASSWORD ?? 'Kequan-dev-2026',
    DEMO_ACCOUNTS: process.env.DEMO_ACCOUNTS ?? 'true',
    DEMO_PASSWORD: demoPassword(),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
  };
}

/** Where the outside instrument system is, and by which secrets it knows KeQuan. */
export function instrumentSystemEnvironment({
  instrumentSystemUrl,
}: Pick<InfraEndpoints, 'instrumentSystemUrl'>): NodeJS.ProcessEnv {
  const { clientId, clientSecret, apiKey } = clientOfInstrumentSystem(process.env);
  return {
    INSTRUMENT_SYSTEM_URL: instrumentSystemUrl,
    INSTRUMENT_SYSTEM_CLIENT_ID: clientId,
    INSTRUMENT_SYSTEM_CLIENT_SECRET: clientSecret,
    INSTRUMENT_SYSTEM_API_KEY: apiKey,
  };
}

/** The password of the demonstration accounts, for the host that makes them and for who plays them. */
export function demoPassword(): string {
  return process.env.DEMO_PASSWORD ?? 'Kequan-demo-2026';
}

/** Made once and kept, so that a restarted host can read what the one before has encrypted and signed. */
function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'secret');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    const mine = `${file}.${process.pid}`;
    writeFileSync(mine, randomBytes(SECRET_BYTES).toString('base64'), { mode: OWNER_ONLY });
    linkUnlessThere(mine, file);
    rmSync(mine);
  }
  return readFileSync(file, 'utf8').trim();
}

function linkUnlessThere(mine: string, file: string): void {
  try {
    linkSync(mine, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') {
      throw error;
    }
  }
}
