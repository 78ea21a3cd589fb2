/**
 * Stores the history of each journey that has none yet: `npm run histories:store` in workflows/. Run it on purpose, when a
 * workflow or a new way through it is released; what is stored is never edited.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger } from '@temporalio/worker';
import { JOURNEYS } from './journeys';
import { Rig } from './rig';
import { manifest, store } from './stored-histories';

const say = new DefaultLogger('INFO');
const { version, devDependencies } = JSON.parse(
  readFileSync(join(__dirname, '..', 'package.json'), 'utf8'),
) as {
  version: string;
  devDependencies: Record<string, string>;
};
const madeBy = `kequan ${version}, @temporalio ${String(devDependencies['@temporalio/worker'])}, time-skipping server`;

test('store the histories of new journeys', async () => {
  const stored = new Set((await manifest()).map(({ file }) => file));
  const rig = await Rig.start('2026-03-02T02:00:00Z');
  for (const { workflow, name, about, play } of JOURNEYS) {
    const file = `${workflow}/${name}.json`;
    if (stored.has(file)) continue;
    const people = await play(rig);
    await store(await people.handle.fetchHistory(), { file, workflow, about, madeBy });
    say.info(`stored ${file}`);
  }
  await rig.stop();
});
