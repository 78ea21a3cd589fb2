import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { npmCommand } from './packages.mjs';
import { oldestNode, RELEASE } from './release.mjs';
import { run } from './run.mjs';
import { fail } from './say.mjs';

const ABANDONED_AFTER_MS = 3_600_000;
const HOW_TO_GET_IT = `install Node.js ${RELEASE.version.split('.')[0]} with your package manager and try again`;

/**
 * The path of this project's Node.js in the user's cache (the folder of `paths.ts`); put there first when it is missing.
 * Ends with one sentence when it cannot be had.
 */
export function cachedNode() {
  const platform = `${process.platform}-${process.arch}`;
  const needed = `KeQuan needs Node.js ${oldestNode()} or newer (an even line) and this is ${process.version}`;
  const wanted = RELEASE.packages[platform];
  if (wanted === undefined) fail(`${needed}; the npm registry has none for ${platform}: ${HOW_TO_GET_IT}.`);
  const home = join(
    process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
    'kequan',
    `${wanted.name}-${RELEASE.version}`,
  );
  if (!existsSync(home) && !install(wanted, home))
    fail(
      `${needed}; ${wanted.name} ${RELEASE.version} of the npm registry could not be used: ${HOW_TO_GET_IT}.`,
    );
  return join(home, 'bin', 'node');
}

/** Builds it in a folder of its own and renames it into place, so what is in the cache is whole. */
function install(wanted, home) {
  removeAbandoned(home);
  mkdirSync(dirname(home), { recursive: true });
  const unfinished = mkdtempSync(`${home}.unfinished-`);
  try {
    return fetchInto(unfinished, wanted) && moveInto(home, join(unfinished, 'node_modules', wanted.name));
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** With a lock file of its own, so that npm compares what it gets with the checksum that stands here. */
function fetchInto(folder, { name, integrity }) {
  const wanted = { name: 'kequan-node', dependencies: { [name]: RELEASE.version } };
  const locked = { '': wanted, [`node_modules/${name}`]: { version: RELEASE.version, integrity } };
  const lock = { ...wanted, lockfileVersion: 3, requires: true, packages: locked };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(wanted));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  const title = `Node.js ${RELEASE.version}: fetching ${name}`;
  const command = npmCommand('ci', '--ignore-scripts', '--no-audit', '--no-fund');
  return run(title, 15, command, folder) && answers(join(folder, 'node_modules', name, 'bin', 'node'));
}

/** Another C library than the one it was linked to shows only here. */
function answers(node) {
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() === `v${RELEASE.version}`;
}

/** Of two processes that do this at once the second finds the place taken, by the same thing. */
function moveInto(home, finished) {
  try {
    renameSync(finished, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
  }
  return true;
}

/** What killed processes have left; another one may be at work in a folder that is young. */
function removeAbandoned(home) {
  const folder = dirname(home);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const path of names
    .filter((one) => one.startsWith(`${basename(home)}.unfinished-`))
    .map((one) => join(folder, one))) {
    const startedAtMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - startedAtMs > ABANDONED_AFTER_MS) rmSync(path, { recursive: true, force: true });
  }
}
