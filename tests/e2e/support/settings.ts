import { randomBytes } from 'node:crypto';
import { freshInstance } from '@kequan/kit/testing';

/** The settings of a whole system on the infrastructure of the test run, with an instance of its own. */
export interface SystemSettings {
  instance: string;
  staffPassword: string;
  adminPassword: string;
  environment: NodeJS.ProcessEnv;
}

/** Makes settings that no other test shares. */
export function newSettings(): SystemSettings {
  const instance = freshInstance();
  const staffPassword = randomBytes(12).toString('base64url');
  const adminPassword = randomBytes(12).toString('base64url');
  return {
    instance,
    staffPassword,
    adminPassword,
    environment: {
      ...process.env,
      NODE_ENV: 'test',
      PORT: '0',
      PUBLIC_URL: 'http://127.0.0.1',
      KEQUAN_INSTANCE: instance,
      KEQUAN_SECRET: randomBytes(32).toString('base64'),
      BOOTSTRAP_ADMIN_PASSWORD: adminPassword,
      DEMO_ACCOUNTS: 'true',
      DEMO_PASSWORD: staffPassword,
      // A public notice of days would outlast any test.
      KEQUAN_PAYOUT_NOTICE_SECONDS: '3',
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'error',
      RATE_LIMIT_PER_MINUTE: '100000',
      SHUTDOWN_GRACE_MS: '5000',
    },
  };
}

/** An address that the test run's set-up gives. @throws Error when it is missing */
export function givenByTheRun(
  name: 'KAFKA_BROKERS' | 'SMS_URL' | 'MONGODB_URL' | 'TEMPORAL_ADDRESS',
): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: this test needs the infrastructure of the test run`);
  return value;
}
