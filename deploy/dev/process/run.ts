import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Say } from '../infra-types';
import type { Child, LaunchSpec } from './child';
import { launch } from './child';
import { ownIdentity } from './identity';
import { endLeftovers } from './leftovers';
import { withLock } from './lock';
import { rotateLog } from './log-tail';
import type { RunFile } from './run-file';
import { readLiveRun, removeRunFile, writeRunFile } from './run-file';

/** Somebody runs on this data folder already. */
export class AlreadyRunningError extends Error {
  constructor(readonly run: RunFile) {
    super(
      `KeQuan is already ${run.state === 'ready' ? 'running' : 'starting'} here (process ${run.owner.pid})` +
        `${run.gatewayUrl === undefined ? '' : ` at ${run.gatewayUrl}`}; \`npm stop\` ends it`,
    );
    this.name = 'AlreadyRunningError';
  }
}

/** The one run of a data folder: starts processes and keeps the run file true, so that nothing is left behind. */
export interface Run {
  dataDir: string;
  start(spec: LaunchSpec): Promise<Child>;
  announce(change: Partial<Pick<RunFile, 'state' | 'endpoints' | 'gatewayUrl'>>): void;
  /** Ends every process at once, without a grace time; for a way out that cannot wait. */
  killAll(): void;
  /** Gives the folder back; everything must have ended. */
  release(): void;
}

/**
 * Takes the data folder for this process, after cleaning up what a killed run has left.
 * @throws AlreadyRunningError when another living process has it
 */
export async function claimRun(folder: string, say: Say): Promise<Run> {
  const dataDir = resolve(folder);
  const file: RunFile = { owner: ownIdentity(), state: 'starting', processes: [] };
  await withLock(lockOf(dataDir), async () => {
    const other = readLiveRun(dataDir);
    if (other !== undefined) {
      throw new AlreadyRunningError(other);
    }
    await endLeftovers(dataDir, say);
    writeRunFile(dataDir, file);
  });
  return runOf(dataDir, file);
}

/** Ends what a killed run has left on a folder, and removes the folder; one on which somebody runs is not touched. */
export async function clearDeadRun(folder: string, say: Say): Promise<void> {
  const dataDir = resolve(folder);
  await withLock(lockOf(dataDir), async () => {
    if (readLiveRun(dataDir) !== undefined) return;
    await endLeftovers(dataDir, say);
    rmSync(dataDir, { recursive: true, force: true });
  });
}

/** Beside the folder: whoever removes the folder must not remove the lock that another waits for. */
function lockOf(dataDir: string): string {
  return `${dataDir}.lock`;
}

function runOf(dataDir: string, file: RunFile): Run {
  const children = new Set<Child>();
  const write = (): void => {
    file.processes = [...children].map((child) => ({ name: child.name, ...child.identity }));
    writeRunFile(dataDir, file);
  };
  let released = false;
  const hasEnded = (): boolean => released;
  return {
    dataDir,
    async start(spec) {
      if (hasEnded()) {
        throw new Error(`${spec.name} is not started: the run has ended`);
      }
      rotateLog(spec.logFile);
      const child = await launch(spec);
      if (hasEnded()) {
        child.signal('SIGKILL');
        throw new Error(`${spec.name} was ended: the run has ended`);
      }
      children.add(child);
      write();
      void child.exited.then(() => {
        children.delete(child);
        if (!released) {
          write();
        }
      });
      return child;
    },
    announce(change) {
      Object.assign(file, change);
      write();
    },
    killAll() {
      for (const child of children) {
        child.signal('SIGKILL');
      }
    },
    release() {
      released = true;
      removeRunFile(dataDir);
    },
  };
}
