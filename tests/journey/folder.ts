import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the journeys, the same from the sources and from dist (where package.json is not copied to). */
export function journeysFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, 'journeys');
}
