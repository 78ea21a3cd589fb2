import { randomBytes } from 'node:crypto';
import { startProcess, type RunningProcess } from '../process';
import type { ServiceDefinition } from '../service';

/** The prefix of everything that one test file makes in the store, the broker and Temporal: tests never meet. */
export function freshInstance(): string {
  return `t${randomBytes(6).toString('hex')}`;
}

export interface TestProcessOptions {
  definitions: readonly ServiceDefinition[];
  instance?: string;
  /** Needed when a home of workflows is hosted; see testWorkflowBundle. */
  bundlePath?: () => Promise<string>;
  /** Settings beside those of the infrastructure. */
  environment?: NodeJS.ProcessEnv;
}

/** Starts a process on the infrastructure of the test run (TEMPORAL_ADDRESS, MONGODB_URL, KAFKA_BROKERS). */
export function startTestProcess(options: TestProcessOptions): Promise<RunningProcess> {
  return startProcess({
    definitions: options.definitions,
    environment: {
      ...process.env,
      NODE_ENV: 'test',
      PORT: '0',
      KEQUAN_INSTANCE: options.instance ?? freshInstance(),
      KEQUAN_SECRET: randomBytes(32).toString('base64'),
      PUBLIC_URL: 'http://127.0.0.1',
      KAFKA_PARTITIONS: '1',
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
      SHUTDOWN_GRACE_MS: '5000',
      ...options.environment,
    },
    bundlePath: options.bundlePath ?? (() => Promise.reject(new Error('this test gave no workflow bundle'))),
    onFatal: (error) => {
      throw error;
    },
  });
}
