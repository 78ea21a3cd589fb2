import { spawn } from 'node:child_process';
import { fail } from './say.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs a command to its end and hands every signal on to it. @returns its exit code, or the signal that ended it */
export async function inForeground(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  const handOn = (signal) => void child.kill(signal);
  SIGNALS.forEach((signal) => process.on(signal, handOn));
  const end = await new Promise((resolve) => {
    child.once('error', (error) => fail(`${command} cannot be started: ${error.message}`));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  SIGNALS.forEach((signal) => process.off(signal, handOn));
  return end;
}

/** Ends this process as another one has ended. */
export function endAs({ code, signal }) {
  if (signal !== null) process.kill(process.pid, signal);
  process.exit(code ?? 1);
}
