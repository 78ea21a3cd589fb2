import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { awaitCondition } from '../await-condition';
import type { Say } from '../infra-types';
import { logFileOf, repositoryFolder } from '../paths';
import type { Child } from '../process/child';
import { keepAlive } from '../process/keep-alive';
import { logTail } from '../process/log-tail';
import type { Run } from '../process/run';

const READY_WITHIN_MS = 90_000;
const STOP_GRACE_MS = 15_000;

/** The host process with all services, kept alive. */
export interface SupervisedHost {
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts the host and resolves when it is ready; from then on it is started again whenever it dies.
 * @throws Error with the end of its log when it does not become ready
 */
export async function startHost(
  run: Run,
  port: number,
  env: NodeJS.ProcessEnv,
  say: Say,
): Promise<SupervisedHost> {
  const url = `http://127.0.0.1:${port}`;
  let child = await launchHost(run, env);
  await awaitReady(url, child);

  const ending = new AbortController();
  const startAgain = async (): Promise<void> => {
    child = await launchHost(run, env);
    await awaitReady(url, child);
  };
  const supervision = keepAlive({ title: 'KeQuan', child: () => child, startAgain }, say, ending.signal);
  return {
    url,
    async stop() {
      ending.abort();
      await child.stop(STOP_GRACE_MS);
      await supervision;
      // It may have been about to start again.
      await child.stop(STOP_GRACE_MS);
    },
  };
}

/** Starts the host's process. @throws Error when the services are not built */
export async function launchHost(run: Run, env: NodeJS.ProcessEnv): Promise<Child> {
  const main = join(repositoryFolder(), 'services', 'host', 'dist', 'main.js');
  if (!existsSync(main)) {
    throw new Error(`the services are not built: ${main} is missing; \`npm run build\` builds it`);
  }
  return await run.start({
    name: 'host',
    command: process.execPath,
    args: [main, '--target=all'],
    env,
    cwd: repositoryFolder(),
    logFile: logFileOf(run.dataDir, 'host'),
  });
}

/** Resolves when the host can work. @throws Error with the end of its log when it ends before, or takes too long */
export async function awaitReady(url: string, child: Child): Promise<void> {
  const what = `an answer of the services at ${url}/readyz`;
  await awaitCondition({ what, deadlineMs: READY_WITHIN_MS }, async () => {
    if (child.hasExited()) {
      return true;
    }
    const answer = await fetch(`${url}/readyz`);
    await answer.arrayBuffer();
    return answer.ok;
  });
  if (child.hasExited()) {
    throw new Error(
      `the services ended while starting; the end of ${child.logFile}:\n${logTail(child.logFile)}`,
    );
  }
}
