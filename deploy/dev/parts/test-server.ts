import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { Say } from '../infra-types';
import type { FirstStart } from '../install/class-archive';
import { installMavenProject } from '../install/maven';
import { choosePorts } from '../ports';

const TITLE = 'Temporal time-skipping test server';
const LAUNCHER = 'temporal-test-server.sh';
const PORTS = ['testServer'] as const;
const CONNECT_TIMEOUT = '2s';

/** As the launcher starts it. */
async function firstStart(home: string): Promise<FirstStart> {
  const dataDir = join(home, 'first-start');
  mkdirSync(dataDir);
  const { testServer } = await choosePorts(dataDir, PORTS);
  const machine = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', join('lib', '*')];
  const args = [...machine, 'io.temporal.testserver.TestServer', String(testServer)];
  const probe = async (): Promise<void> => {
    const address = `127.0.0.1:${testServer}`;
    const connection = await Connection.connect({ address, connectTimeout: CONNECT_TIMEOUT });
    await connection.close();
  };
  return { title: TITLE, home, dataDir, args, probe };
}

/**
 * The path of Temporal's time-skipping test server; installed first when it is missing.
 * @throws MissingToolError when Java or Maven is missing
 */
export async function testServerPath(say: Say = () => undefined): Promise<string> {
  const { home } = await installMavenProject(
    {
      folder: 'temporal-test-server',
      title: TITLE,
      version: '1.31.0',
      expectedSeconds: 10,
      launcher: LAUNCHER,
      environmentVariable: undefined,
      firstStart,
    },
    say,
  );
  return join(home, LAUNCHER);
}
