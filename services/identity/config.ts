import { ConfigurationError, readConfig } from '@kequan/kit';
import { z } from 'zod';

const Secret = z.string().min(10).max(128);

const IdentityConfig = z.object({
  /** Makes the account `admin` when there is none. */
  BOOTSTRAP_ADMIN_PASSWORD: Secret.optional(),
  /** Makes one account of each staff role, for trying the product. */
  DEMO_ACCOUNTS: z.enum(['true', 'false']).default('false'),
  DEMO_PASSWORD: Secret.optional(),
  /** The outside instrument system, with whose accounts legal persons sign in (JS step 1). */
  INSTRUMENT_SYSTEM_URL: z.url().optional(),
  INSTRUMENT_SYSTEM_CLIENT_ID: z.string().min(1).optional(),
  INSTRUMENT_SYSTEM_CLIENT_SECRET: z.string().min(1).optional(),
  /** Where browsers reach KeQuan. */
  PUBLIC_URL: z.url().optional(),
});

/** The settings of identity alone. */
export interface IdentitySettings {
  adminPassword?: string;
  /** Set when the demo accounts are wanted. */
  demoPassword?: string;
  /** Set when there is an instrument system to sign in with. */
  outside?: OutsideSettings;
}

/** How KeQuan stands to the instrument system as a client of its sign-in. */
export interface OutsideSettings {
  issuerUrl: string;
  clientId: string;
  clientSecret: string;
  /** Where it sends browsers back to. */
  callbackUrl: string;
}

export const CALLBACK_PATH = '/v1/sign-in/outside/callback';

/**
 * Reads them.
 * @throws ConfigurationError; also when demo accounts are wanted without a password of theirs, or an instrument system without
 * all that its sign-in needs
 */
export function identitySettings(environment: NodeJS.ProcessEnv): IdentitySettings {
  const config = readConfig(IdentityConfig, environment);
  const wantsDemo = config.DEMO_ACCOUNTS === 'true';
  if (wantsDemo && config.DEMO_PASSWORD === undefined)
    throw new ConfigurationError('wrong settings:\n  DEMO_PASSWORD: needed while DEMO_ACCOUNTS is true');
  const outside = outsideSettings(config);
  return {
    ...(outside && { outside }),
    ...(config.BOOTSTRAP_ADMIN_PASSWORD === undefined
      ? {}
      : { adminPassword: config.BOOTSTRAP_ADMIN_PASSWORD }),
    ...(wantsDemo && config.DEMO_PASSWORD !== undefined ? { demoPassword: config.DEMO_PASSWORD } : {}),
  };
}

function outsideSettings(config: z.infer<typeof IdentityConfig>): OutsideSettings | undefined {
  const {
    INSTRUMENT_SYSTEM_URL: issuerUrl,
    INSTRUMENT_SYSTEM_CLIENT_ID: clientId,
    INSTRUMENT_SYSTEM_CLIENT_SECRET: clientSecret,
    PUBLIC_URL: publicUrl,
  } = config;
  if (issuerUrl === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined || publicUrl === undefined)
    throw new ConfigurationError(
      'wrong settings:\n  INSTRUMENT_SYSTEM_URL: needs INSTRUMENT_SYSTEM_CLIENT_ID, INSTRUMENT_SYSTEM_CLIENT_SECRET and PUBLIC_URL',
    );
  return { issuerUrl, clientId, clientSecret, callbackUrl: new URL(CALLBACK_PATH, publicUrl).href };
}
