import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { defaultDataDir } from '@kequan/dev';
import { runChaos } from './chaos';
import { readOptions } from './options';
import { summaryOf } from './summary';

/** `npm run chaos`: journeys while everything around them is killed. @returns the exit code */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const startedAtMs = Date.now();
  const say = (line: string): void =>
    console.log(`${((Date.now() - startedAtMs) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  const dataDir = join(defaultDataDir(), `chaos-${options.seed}-${process.pid}`);
  say(`seed ${options.seed}: --seed=${options.seed} repeats the choice of the moments`);
  const report = await runChaos(options, { dataDir, say });
  const seconds = (Date.now() - startedAtMs) / 1000;
  for (const line of summaryOf(report, options, seconds)) console.log(line);
  if (report.differences.length > 0) {
    console.log(`logs: ${join(dataDir, 'logs')} (npm run reset removes them)`);
    return 1;
  }
  rmSync(dataDir, { recursive: true, force: true });
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
