import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { failure } from '@kequan/contracts';
import { programArguments } from '@kequan/kit';
import { SheetAnswer, type SheetRow } from './answer';
import { refusedFile } from './refused-file';

/** What one reading may take. */
export interface ReadingBounds {
  timeMs: number;
  heapMebibytes: number;
  answerBytes: number;
}

const BOUNDS: ReadingBounds = { timeMs: 15_000, heapMebibytes: 128, answerBytes: 16 * 1024 * 1024 };
const READER = ['reading', 'main'] as const;
/** How V8 ends a process whose heap is full. */
const HEAP_FULL: readonly (string | null)[] = ['SIGABRT', 'SIGTRAP', 'SIGILL'];

/**
 * Reads a workbook in a process of its own, which has nothing of ours: no environment, no connection, a bounded heap,
 * and which is killed when its time is over. Whatever becomes of it, this process only hears.
 * @throws `ImportFileRefused`; `Unavailable` when it had no time, or the system no process; Error when the reader has a mistake
 */
export async function readApart(
  file: Buffer,
  bounds: Partial<ReadingBounds> = {},
  program = programArguments(__filename, ...READER),
): Promise<SheetRow[]> {
  const { timeMs, heapMebibytes, answerBytes } = { ...BOUNDS, ...bounds };
  const heap = [`--max-old-space-size=${heapMebibytes}`, '--max-semi-space-size=8'];
  const child = spawn(process.execPath, [...heap, ...program], {
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: timeMs,
    killSignal: 'SIGKILL',
  });
  // Without a listener an error ends this process; what became of the child is told by its id and its end.
  child.on('error', () => undefined);
  if (child.pid === undefined) throw failure('Unavailable');
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  // A reader that ends early leaves the rest of the file unread; how it ended says what that means.
  child.stdin.on('error', () => undefined);
  child.stdin.end(file);
  const [{ code, signal }, answer, complaint] = await Promise.all([
    ended,
    upTo(child.stdout, answerBytes, () => child.kill('SIGKILL')),
    upTo(child.stderr, answerBytes, () => child.kill('SIGKILL')),
  ]);
  if (answer === undefined || HEAP_FULL.includes(signal) || code === 134) throw refusedFile('TooMuch');
  if (signal !== null) throw failure('Unavailable');
  if (code !== 0)
    throw new Error(`the reader of sheets ended with ${code ?? ''}: ${complaint?.toString() ?? ''}`);
  const said = SheetAnswer.parse(JSON.parse(answer.toString('utf8')));
  if ('refused' in said) throw refusedFile(said.refused);
  return said.rows;
}

/** All that a stream says; undefined, and told at once, when it is more than that. */
async function upTo(stream: Readable, mostBytes: number, tooMuch: () => void): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= mostBytes) chunks.push(chunk);
    else tooMuch();
  }
  return bytes > mostBytes ? undefined : Buffer.concat(chunks);
}
