import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import type { Say } from '../infra-types';

const PROGRESS_EVERY_MS = 5_000;
const KEPT_LINES = 15;
const SHOWN_CHARACTERS = 90;

/** A program that installs something and takes its time. */
export interface ToolRun {
  /** What a person reads: "Temporal: building the server". */
  title: string;
  expectedSeconds: number;
  command: string;
  args: string[];
  cwd: string;
  env?: NodeJS.ProcessEnv;
}

/**
 * Runs the program and tells every few seconds how far it is.
 * @throws Error with its last lines when it fails
 */
export async function runTool(tool: ToolRun, say: Say): Promise<void> {
  const startedAtMs = Date.now();
  const elapsedSeconds = (): number => Math.round((Date.now() - startedAtMs) / 1000);
  say(`${tool.title} (once; about ${tool.expectedSeconds} s) ...`);
  const lines: string[] = [];
  const progress = setInterval(() => {
    const doing = (lines.at(-1) ?? '').slice(0, SHOWN_CHARACTERS);
    say(
      `${tool.title}: ${elapsedSeconds()} s of about ${tool.expectedSeconds} s${doing === '' ? '' : ` | ${doing}`}`,
    );
  }, PROGRESS_EVERY_MS);
  try {
    const code = await exitCodeOf(tool, (line) => {
      lines.push(line);
      lines.splice(0, Math.max(0, lines.length - KEPT_LINES));
    });
    if (code !== 0) {
      throw new Error(`${tool.title} failed (${tool.command} ended with ${code}):\n${lines.join('\n')}`);
    }
  } finally {
    clearInterval(progress);
  }
  say(`${tool.title}: done in ${elapsedSeconds()} s`);
}

async function exitCodeOf(tool: ToolRun, onLine: (line: string) => void): Promise<number | string> {
  return await new Promise((resolve, reject) => {
    const child = spawn(tool.command, tool.args, {
      cwd: tool.cwd,
      env: { ...process.env, ...tool.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const endWithUs = (): void => void child.kill();
    process.once('exit', endWithUs);
    child.once('close', () => process.off('exit', endWithUs));
    const take = (chunk: Buffer): void => {
      for (const line of chunk.toString('utf8').split('\n')) {
        const plain = stripVTControlCharacters(line).replace('[INFO]', '').trim();
        if (/\w/.test(plain)) {
          onLine(plain);
        }
      }
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'no exit code'));
  });
}
