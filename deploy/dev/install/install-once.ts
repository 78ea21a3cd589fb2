import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Say } from '../infra-types';
import { cacheFolder } from '../paths';
import { withLock } from '../process/lock';

/** Something that is installed into the cache folder. */
export interface Installation {
  /** `<part>-<version>`: the name of its folder in the cache. */
  folderName: string;
  /** Puts everything into an empty folder, which then becomes the installation. */
  build: (folder: string) => Promise<void>;
}

/** Where an installation is, and whether it was there before. */
export interface Installed {
  home: string;
  source: 'cache' | 'installed';
}

/**
 * The installation from the cache; built first when it is not there. It is built in a folder of its own and renamed
 * into place, so what is in the cache is whole, and of two processes that want it only one builds it.
 */
export async function installOnce(installation: Installation, say: Say): Promise<Installed> {
  const home = join(cacheFolder(), installation.folderName);
  if (existsSync(home)) {
    return { home, source: 'cache' };
  }
  return await withLock(
    `${home}.lock`,
    async () => {
      if (existsSync(home)) {
        return { home, source: 'cache' };
      }
      await buildInto(home, installation);
      return { home, source: 'installed' };
    },
    () => say(`${installation.folderName}: another process is installing it; waiting for it`),
  );
}

async function buildInto(home: string, installation: Installation): Promise<void> {
  removeUnfinished(home);
  mkdirSync(cacheFolder(), { recursive: true });
  const unfinished = mkdtempSync(`${home}.unfinished-`);
  try {
    await installation.build(unfinished);
    renameSync(unfinished, home);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function removeUnfinished(home: string): void {
  const names = existsSync(cacheFolder()) ? readdirSync(cacheFolder()) : [];
  for (const name of names.filter((one) => one.startsWith(`${basename(home)}.unfinished-`))) {
    rmSync(join(cacheFolder(), name), { recursive: true, force: true });
  }
}
