import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { untilDone } from '../../client';

/** The host as a process of its own, which can be killed and started again on the same port. */
export interface HostChild {
  url: string;
  start(): void;
  ready(): Promise<void>;
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for the ordered end. @returns the exit code */
  stop(): Promise<number | null>;
  /** What it printed, for a failing test. */
  output(): string;
}

const READY_WITHIN_MS = 60_000;
const KEPT_OUTPUT_CHARACTERS = 20_000;

/** Prepares a host process. @param main its compiled entry @param port a port that is free now */
export function hostChild(main: string, environment: NodeJS.ProcessEnv, port: number): HostChild {
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let output = '';

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const ending = child;
    if (!ending) return null;
    child = undefined;
    if (ending.exitCode === null && ending.signalCode === null) {
      const gone = once(ending, 'exit');
      ending.kill(signal);
      await gone;
    }
    return ending.exitCode;
  }

  return {
    url,
    output: () => output,
    start() {
      child = spawn(process.execPath, [main, '--target=all'], {
        env: { ...environment, PORT: String(port) },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const keep = (chunk: Buffer): void => {
        output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT_CHARACTERS);
      };
      child.stdout?.on('data', keep);
      child.stderr?.on('data', keep);
    },
    async ready() {
      await untilDone('the host ready', READY_WITHIN_MS, async () => {
        if (child?.exitCode !== null && child?.exitCode !== undefined)
          throw new Error(`the host ended with ${child.exitCode}: ${output.slice(-2_000)}`);
        return readyNow(url);
      });
    },
    async kill() {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}

async function readyNow(url: string): Promise<{ done: true; value: true } | { done: false; reason: string }> {
  try {
    const response = await fetch(new URL('/readyz', url));
    const text = await response.text();
    return response.ok ? { done: true, value: true } : { done: false, reason: text };
  } catch (error) {
    return { done: false, reason: String(error) };
  }
}
