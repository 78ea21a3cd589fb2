import { ConfigurationError, readConfig } from '@kequan/kit';
import { z } from 'zod';

const Secret = z.string().min(10).max(128);

const IdentityConfig = z.object({
  /** Makes the account `admin` when there is none. */
  BOOTSTRAP_ADMIN_PASSWORD: Secret.optional(),
  /** Makes one account of each staff role, for trying the product. */
  DEMO_ACCOUNTS: z.enum(['true', 'false']).default('false'),
  DEMO_PASSWORD: Secret.optional(),
});

/** The settings of identity alone. */
export interface IdentitySettings {
  adminPassword?: string;
  /** Set when the demo accounts are wanted. */
  demoPassword?: string;
}

/** Reads them. @throws ConfigurationError; also when demo accounts are wanted without a password of theirs */
export function identitySettings(environment: NodeJS.ProcessEnv): IdentitySettings {
  const config = readConfig(IdentityConfig, environment);
  const wantsDemo = config.DEMO_ACCOUNTS === 'true';
  if (wantsDemo && config.DEMO_PASSWORD === undefined)
    throw new ConfigurationError('wrong settings:\n  DEMO_PASSWORD: needed while DEMO_ACCOUNTS is true');
  return {
    ...(config.BOOTSTRAP_ADMIN_PASSWORD === undefined
      ? {}
      : { adminPassword: config.BOOTSTRAP_ADMIN_PASSWORD }),
    ...(wantsDemo && config.DEMO_PASSWORD !== undefined ? { demoPassword: config.DEMO_PASSWORD } : {}),
  };
}
