// Runs before anything is installed: plain JavaScript, no dependency. `node deploy/dev/bootstrap.mjs <command> [args]`
import { createRequire } from 'node:module';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 20];
const FIRST_NODE_TOO_NEW = 25;
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = join(root, 'node_modules');
const buildStamp = join(modules, '.kequan-build');
const NEED_NO_BUILD = ['stop', 'reset'];

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const oldEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  if (!oldEnough || major >= FIRST_NODE_TOO_NEW) {
    fail(
      `KeQuan needs Node.js ${OLDEST_NODE.join('.')} or newer, below ${FIRST_NODE_TOO_NEW}; this is ${process.version}.`,
    );
  }
}

function fail(line) {
  console.error(line);
  process.exit(1);
}

/** Runs a command in the foreground and answers whether it succeeded. */
function run(title, expectedSeconds, command, args) {
  console.log(`${title} (about ${expectedSeconds} s) ...`);
  const startedAtMs = Date.now();
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  const seconds = Math.round((Date.now() - startedAtMs) / 1000);
  if (status === 0) console.log(`${title}: done in ${seconds} s`);
  else
    console.error(
      `${title}: FAILED${error ? ` (${error.message})` : ''}; it was \`${[command, ...args].join(' ')}\``,
    );
  return status === 0;
}

/** What npm says it has installed, compared with what the lock file asks for. */
function modulesMatchLock() {
  const installedLock = join(modules, '.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedLock, 'utf8')).packages;
  return Object.entries(wanted).every(([path, one]) => {
    if (!path.includes('node_modules/') || one.optional || one.peer) return true;
    const there = installed[path];
    return there !== undefined && there.version === one.version && there.link === one.link;
  });
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

function build() {
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  const folders = references.map((one) => join(root, one.path));
  const fingerprint = sourcesFingerprint(folders);
  const builtBefore = existsSync(buildStamp) && readFileSync(buildStamp, 'utf8') === fingerprint;
  if (builtBefore && folders.every((folder) => existsSync(join(folder, 'dist')))) return true;
  const built = run('building', 25, process.execPath, [join(modules, 'typescript', 'bin', 'tsc'), '-b']);
  if (built) writeFileSync(buildStamp, fingerprint);
  return built;
}

requireNode();
const [command = '', ...args] = process.argv.slice(2);
if (!modulesMatchLock() && !run('installing the packages', 40, 'npm', ['ci'])) process.exit(1);
const entry = join(root, 'deploy', 'dev', 'dist', 'main.js');
if (!NEED_NO_BUILD.includes(command) || !existsSync(entry)) {
  const built = build();
  // The tests run all the same, and count it as failed: their last line is true in every case.
  if (!built && (command !== 'test' || !existsSync(entry))) process.exit(1);
  if (!built) process.env.KEQUAN_BUILD_FAILED = 'true';
}
const { main } = createRequire(import.meta.url)(entry);
process.exit(await main(command, args));
