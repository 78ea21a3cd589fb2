import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './error-code';
import type { InfraEndpoints } from './infra-types';
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
  return {
    PORT: String(options.port ?? 0),
    TEMPORAL_ADDRESS: endpoints.temporalAddress,
    TEMPORAL_NAMESPACE: process.env.TEMPORAL_NAMESPACE ?? 'default',
    MONGODB_URL: endpoints.mongodbUrl,
    KAFKA_BROKERS: endpoints.kafkaBrokers,
    SMS_URL: endpoints.smsUrl,
    BANK_URL: endpoints.bankUrl,
    KEQUAN_PAYOUT_NOTICE_SECONDS: process.env.KEQUAN_PAYOUT_NOTICE_SECONDS ?? '20',
    KEQUAN_SECRET: process.env.KEQUAN_SECRET ?? keptSecret(options.dataDir ?? defaultDataDir()),
    BOOTSTRAP_ADMIN_PASSWORD: process.env.BOOTSTRAP_ADMIN_PASSWORD ?? 'Kequan-dev-2026',
    DEMO_ACCOUNTS: process.env.DEMO_ACCOUNTS ?? 'true',
    DEMO_PASSWORD: demoPassword(),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
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
