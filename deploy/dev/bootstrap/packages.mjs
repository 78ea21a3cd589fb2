import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modules, root } from './root.mjs';
import { run } from './run.mjs';

/** `npm` on the Node.js that runs now, whatever the first line of its script says. */
export function npmCommand(...args) {
  const cli = process.env.npm_execpath ?? '';
  return cli.endsWith('npm-cli.js') ? [process.execPath, cli, ...args] : ['npm', ...args];
}

/** Installs the packages when they are not what the lock file asks for. @returns whether they are there */
export function installPackages() {
  return modulesMatchLock() || run('installing the packages', 40, npmCommand('ci'));
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
