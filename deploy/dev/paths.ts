import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** The folder of this package, the same from the sources and from dist. */
export function packageFolder(): string {
  return nearestFolderWith('package.json', __dirname);
}

/** The root of the repository. */
export function repositoryFolder(): string {
  return join(packageFolder(), '..', '..');
}

/** Where `npm start` keeps its data, logs and run file. */
export function defaultDataDir(): string {
  return join(repositoryFolder(), '.data');
}

/** Where installed infrastructure is kept: never inside the repository, shared by all checkouts of a user. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME;
  return join(base !== undefined && base !== '' ? base : join(homedir(), '.cache'), 'kequan');
}

/** The log file of one process of a run. */
export function logFileOf(dataDir: string, name: string): string {
  return join(dataDir, 'logs', `${name}.log`);
}

function nearestFolderWith(file: string, start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, file))) {
      return folder;
    }
    if (folder === dirname(folder)) {
      throw new Error(`no ${file} in ${start} or above it`);
    }
  }
}
