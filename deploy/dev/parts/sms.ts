import { join } from 'node:path';
import { packageFolder } from '../paths';
import type { PartDefinition } from './part';

/** The outside SMS provider, played by a small process of its own. */
export const sms: PartDefinition<'sms'> = {
  name: 'sms',
  title: 'SMS provider',
  environmentVariable: 'SMS_URL',
  ports: ['sms'],
  readyWithinMs: 30_000,
  find: () => Promise.resolve({ home: join(packageFolder(), 'dist', 'sms', 'main.js'), source: 'cache' }),
  prepare: () => Promise.resolve(),
  command: ({ home, dataDir, ports }) => ({
    command: process.execPath,
    args: [home],
    env: { PORT: String(ports.sms), DATA_DIR: dataDir },
  }),
  address: (ports) => `http://127.0.0.1:${ports.sms}`,
  async probe(address) {
    const answer = await fetch(new URL('/livez', address));
    if (!answer.ok) {
      throw new Error(`/livez answers ${answer.status}`);
    }
    await answer.arrayBuffer();
  },
};
