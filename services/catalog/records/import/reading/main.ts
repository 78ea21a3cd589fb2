import { buffer } from 'node:stream/consumers';
import type { SheetAnswer } from '../answer';
import { readWorkbook } from './read-workbook';
import { SheetRefusal } from './refusal';

/** The reader's process: a workbook comes in, its rows or why it is not read go out, and the process ends. */
async function main(): Promise<void> {
  process.stdout.write(JSON.stringify(await answerTo(await buffer(process.stdin))));
}

async function answerTo(file: Buffer): Promise<SheetAnswer> {
  try {
    return { rows: await readWorkbook(file) };
  } catch (error) {
    if (error instanceof SheetRefusal) return { refused: error.reason };
    throw error;
  }
}

void main();
