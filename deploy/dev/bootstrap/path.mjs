import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { modules } from './root.mjs';

/** Makes children that ask for `node` get the Node.js that runs now, and those that ask for a tool the installed one. */
export function preparePath() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = folders.map((folder) => join(folder, 'node')).find((file) => existsSync(file));
  const isThisOne = found !== undefined && realpathSync(found) === realpathSync(process.execPath);
  const own = isThisOne ? [] : [dirname(process.execPath)];
  process.env.PATH = [...own, join(modules, '.bin'), ...folders].join(delimiter);
  process.env.NODE = process.execPath;
  process.env.npm_node_execpath = process.execPath;
}
