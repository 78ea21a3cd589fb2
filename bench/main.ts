import { join } from 'node:path';
import { startInfra } from '@kequan/dev';
import { PARTS, type Found } from './parts';
import { sizeOf } from './size';
import { comparisonTable, table } from './table';

const DATA = join(__dirname, '..', '..', '.data', 'bench');

/** Runs the parts that are named, or all; with `--size=0.2` a fifth of their work. */
async function main(args: string[]): Promise<void> {
  const { names: wanted, share, sized } = sizeOf(args);
  const say = (line: string): void => console.log(line);
  const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0)
    throw new Error(`no part ${unknown.join(', ')}; there is ${Object.keys(PARTS).join(', ')}`);
  const parts = Object.entries(PARTS).filter(([name]) => wanted.length === 0 || wanted.includes(name));
  const infra = await startInfra({ dataDir: DATA, say });
  try {
    const found: Found[] = [];
    for (const [name, run] of parts) {
      say(`${name} …`);
      found.push(await run(infra, sized));
    }
    const comparisons = found.flatMap((one) => one.comparisons ?? []);
    if (comparisons.length > 0) say(`\n${comparisonTable(comparisons)}`);
    if (share < 1) say(`\nOnly ${share} of the full size was run.`);
    for (const { rows } of found) if (rows) say(`\n${table(rows)}`);
  } finally {
    await infra.stop();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
