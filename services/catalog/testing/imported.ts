import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Failure } from '@kequan/contracts';
import { programArguments, type Form } from '@kequan/kit';
import { draftsIn } from '../records/import/rows';

/** Why a file is refused: the code, and each wrong place with its message. */
export interface Refusal {
  code: string;
  fields: [path: string, message: string][];
}

/** Imports instruments that are to be refused. @throws Error when they are not */
export async function refusalOf(file: Buffer): Promise<Refusal> {
  try {
    await draftsIn('instrument', file);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { code: error.code, fields: error.fields.map(({ path, message }) => [path, message]) };
  }
  throw new Error('it was not refused');
}

/** A case's file, by its name without `.xlsx`. */
export function caseFile(name: string): Buffer {
  return readFileSync(casePath(name.includes('.') ? name : `${name}.xlsx`));
}

/** Imports a case's instruments in a process of its own. @throws Error with what it said when it does not end well */
export async function importedInChild(
  name: string,
  { heapMebibytes = 256, env = {} }: { heapMebibytes?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<{ drafts?: Form[]; refusal?: Refusal }> {
  const program = programArguments(__filename, 'children', 'import-sheet');
  const heap = `--max-old-space-size=${heapMebibytes}`;
  const child = spawn(process.execPath, [heap, ...program, casePath(`${name}.xlsx`)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (said === '') throw new Error(`the child said nothing: ${complained}`);
  return JSON.parse(said) as { drafts?: Form[]; refusal?: Refusal };
}

function casePath(file: string): string {
  return join(__dirname, 'cases', file);
}
