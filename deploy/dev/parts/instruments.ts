import { join } from 'node:path';
import { packageFolder } from '../paths';
import type { PartDefinition } from './part';

/** The outside scientific-instrument system, played by a small process of its own. */
export const instruments: PartDefinition<'instruments'> = {
  name: 'instruments',
  title: 'Instrument system',
  environmentVariable: 'INSTRUMENT_SYSTEM_URL',
  ports: ['instruments'],
  readyWithinMs: 30_000,
  find: () =>
    Promise.resolve({ home: join(packageFolder(), 'dist', 'instruments', 'main.js'), source: 'cache' }),
  prepare: () => Promise.resolve(),
  command: ({ home, dataDir, ports }) => ({
    command: process.execPath,
    args: [home],
    env: { PORT: String(ports.instruments), DATA_DIR: dataDir, PUBLIC_URL: instruments.address(ports) },
  }),
  address: (ports) => `http://127.0.0.1:${ports.instruments}`,
  async probe(address) {
    const answer = await fetch(new URL('/livez', address));
    if (!answer.ok) {
      throw new Error(`/livez answers ${answer.status}`);
    }
    await answer.arrayBuffer();
  },
};
