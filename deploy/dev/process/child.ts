import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProcessIdentity } from './identity';
import { identityOf } from './identity';
import { signalGroup } from './signal';

/** How a child process is started. */
export interface LaunchSpec {
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Takes all output; kept over restarts. */
  logFile: string;
}

/** How a process ended. */
interface ExitInfo {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A child process in a process group of its own, so that Ctrl-C reaches only the supervisor, which ends it in order. */
export interface Child {
  name: string;
  logFile: string;
  identity: ProcessIdentity;
  exited: Promise<ExitInfo>;
  hasExited(): boolean;
  signal(signal: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL when it still lives after the grace time. Resolves when it is gone. */
  stop(graceMs: number): Promise<void>;
}

/**
 * Starts a child process.
 * @throws Error when the command cannot be started
 */
export async function launch(spec: LaunchSpec): Promise<Child> {
  mkdirSync(dirname(spec.logFile), { recursive: true });
  const log = openSync(spec.logFile, 'a');
  const spawned = spawn(spec.command, spec.args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, ...spec.env },
    ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
  });
  closeSync(log);
  let ended = false;
  const exited = new Promise<ExitInfo>((resolve) => {
    spawned.once('exit', (code, signal) => {
      ended = true;
      resolve({ code, signal });
    });
  });
  await new Promise<void>((resolve, reject) => {
    spawned.once('spawn', resolve);
    spawned.once('error', (error) =>
      reject(new Error(`${spec.name} could not be started: ${error.message}`)),
    );
  });
  const pid = spawned.pid ?? 0;
  const signal = (name: NodeJS.Signals): void => {
    if (!ended) {
      signalGroup(pid, name);
    }
  };
  return {
    name: spec.name,
    logFile: spec.logFile,
    identity: identityOf(pid) ?? { pid, startedAt: 'ended at once' },
    exited,
    hasExited: () => ended,
    signal,
    async stop(graceMs) {
      signal('SIGTERM');
      const grace = new AbortController();
      const timeUp = delay(graceMs, 'time up' as const, { signal: grace.signal }).catch(
        () => 'cancelled' as const,
      );
      if ((await Promise.race([exited, timeUp])) === 'time up') {
        signal('SIGKILL');
      }
      grace.abort();
      await exited;
    },
  };
}
