import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modules, root } from './root.mjs';
import { run } from './run.mjs';

const buildStamp = join(modules, '.kequan-build');

/** Builds all packages when a source has changed since the last build. @returns whether they are built */
export function build() {
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  const folders = references.map((one) => join(root, one.path));
  const fingerprint = sourcesFingerprint(folders);
  const builtBefore = existsSync(buildStamp) && readFileSync(buildStamp, 'utf8') === fingerprint;
  if (builtBefore && folders.every((folder) => existsSync(join(folder, 'dist')))) return true;
  const built = run('building', 25, [process.execPath, join(modules, 'typescript', 'bin', 'tsc'), '-b']);
  if (built) writeFileSync(buildStamp, fingerprint);
  return built;
}

/** A fingerprint of everything the compiler reads: names, sizes and times of change. */
function sourcesFingerprint(folders) {
  const hash = createHash('sha256');
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!['node_modules', 'dist', '.data'].includes(entry.name)) visit(path);
      } else if (/\.(ts|json)$/.test(entry.name)) {
        const { size, mtimeMs } = statSync(path);
        hash.update(`${path}\0${size}\0${mtimeMs}\n`);
      }
    }
  };
  folders.forEach(visit);
  for (const file of ['tsconfig.json', 'tsconfig.base.json', 'package-lock.json'])
    hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}
