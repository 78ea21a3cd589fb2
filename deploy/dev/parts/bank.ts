import { join } from 'node:path';
import { packageFolder } from '../paths';
import type { PartDefinition } from './part';

/** The outside bank of the authority, played by a small process of its own. */
export const bank: PartDefinition<'bank'> = {
  name: 'bank',
  title: 'bank',
  environmentVariable: 'BANK_URL',
  ports: ['bank'],
  readyWithinMs: 30_000,
  find: () => Promise.resolve({ home: join(packageFolder(), 'dist', 'bank', 'main.js'), source: 'cache' }),
  prepare: () => Promise.resolve(),
  command: ({ home, dataDir, ports }) => ({
    command: process.execPath,
    args: [home],
    env: { PORT: String(ports.bank), DATA_DIR: dataDir },
  }),
  address: (ports) => `http://127.0.0.1:${ports.bank}`,
  async probe(address) {
    const answer = await fetch(new URL('/livez', address));
    if (!answer.ok) {
      throw new Error(`/livez answers ${answer.status}`);
    }
    await answer.arrayBuffer();
  },
};
