import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';

/** Below the range from which operating systems take the ports of outgoing connections. */
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 32_000;
const LOCAL_ADDRESS = '127.0.0.1';
const TRIES = 200;

/**
 * One free local port for each name. A port once chosen is kept in `<dataDir>/ports.json` and taken again as long as
 * nobody else has it, so that links stay the same over restarts.
 * @throws Error when no free port is found
 */
export async function choosePorts<N extends string>(
  dataDir: string,
  names: readonly N[],
): Promise<Record<N, number>> {
  const file = join(dataDir, 'ports.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
  const chosen = {} as Record<N, number>;
  for (const name of names) {
    const before = kept[name];
    const taken = new Set([...Object.values(kept)]);
    chosen[name] = before !== undefined && (await isFree(before)) ? before : await findFreePort(taken);
    kept[name] = chosen[name];
  }
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
  return chosen;
}

/** Whether nobody listens on this local port. */
async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return await new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, LOCAL_ADDRESS, () => probe.close(() => resolve(true)));
  });
}

async function findFreePort(taken: Set<number>): Promise<number> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT);
    if (!taken.has(port) && (await isFree(port))) {
      return port;
    }
  }
  throw new Error(`no free port between ${LOWEST_PORT} and ${HIGHEST_PORT} found in ${TRIES} tries`);
}
