import { dirname, join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { INDEXED_VALUE_TYPES, SEARCH_ATTRIBUTES } from '@kequan/contracts';
import { testServerPath } from '@kequan/dev';
import './quiet-runtime';

/** The SDK gives a server 5 s to come up; on a busy machine a JVM may need a second chance. */
const STARTS = 5;

/**
 * A Temporal server of its own whose time skips ahead to the next timer.
 * @param startsAt the instant at which its time begins (ISO); the present when it is missing
 */
export async function timeSkippingServer(startsAt?: string): Promise<TestWorkflowEnvironment> {
  const path = process.env['TIME_SKIPPING_SERVER'] ?? (await testServerPath());
  const server =
    startsAt === undefined
      ? { executable: { type: 'existing-path' as const, path } }
      : {
          executable: { type: 'existing-path' as const, path: join(__dirname, 'dated-test-server.sh') },
          extraArgs: [join(dirname(path), 'lib'), startsAt],
        };
  for (let start = 1; ; start += 1) {
    try {
      return await knowing(await TestWorkflowEnvironment.createTimeSkipping({ server }));
    } catch (error) {
      if (start === STARTS) throw error;
    }
  }
}

/** This server refuses the search attributes that it was not told of, and cannot say which it knows. */
async function knowing(server: TestWorkflowEnvironment): Promise<TestWorkflowEnvironment> {
  const searchAttributes = Object.fromEntries(
    Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, INDEXED_VALUE_TYPES[type]]),
  );
  const { operatorService } = server.connection;
  await operatorService.addSearchAttributes({ namespace: server.namespace ?? 'default', searchAttributes });
  return server;
}
