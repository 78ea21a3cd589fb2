import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const REGISTER = join(__dirname, 'children', 'register.cjs');

/** A process of its own that runs a script from its sources; it tells things by messages and may be killed. */
export interface TestChild {
  /** The next message. @throws Error with what it wrote when the child ends before it sends one */
  next(): Promise<unknown>;
  /** All messages so far. */
  messages(): readonly unknown[];
  /** Resolves when it has ended by itself; its exit code. */
  ended(): Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/** Starts a child. @param script the path of a TypeScript file @param args its arguments */
export function startChild(script: string, args: readonly string[] = []): TestChild {
  const child: ChildProcess = fork(script, [...args], {
    execArgv: ['--disable-warning=ExperimentalWarning', '-r', REGISTER],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const messages: unknown[] = [];
  let read = 0;
  let said = '';
  child.on('message', (message) => void messages.push(message));
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text) => void (said += String(text)));
  const exited = once(child, 'exit');
  return {
    messages: () => messages,
    async next() {
      while (messages.length <= read) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the child ended: ${said}`);
        await Promise.race([once(child, 'message'), exited]);
      }
      read += 1;
      return messages[read - 1];
    },
    async ended() {
      await exited;
      return child.exitCode;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
