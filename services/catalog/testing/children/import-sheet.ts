import { readFileSync } from 'node:fs';
import { Failure } from '@kequan/contracts';
import { draftsIn } from '../../records/import/rows';

/** Imports a file of instruments and says what came of it, as a service would in its own process. */
async function main(): Promise<void> {
  process.stdout.write(JSON.stringify(await importOf(readFileSync(process.argv[2] ?? ''))));
}

async function importOf(file: Buffer): Promise<object> {
  try {
    return { drafts: await draftsIn('instrument', file) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const fields = error.fields.map(({ path, message }) => [path, message]);
    return { refusal: { code: error.code, fields } };
  }
}

void main();
