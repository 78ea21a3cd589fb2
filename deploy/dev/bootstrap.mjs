// Runs before anything is installed, on any Node.js from 20 on: plain JavaScript, no dependency.
// `node deploy/dev/bootstrap.mjs <command> [args]`; `tool <name> [args]` runs an installed tool, such as `tool jest`.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from './bootstrap/build.mjs';
import { cachedNode } from './bootstrap/cached-node.mjs';
import { endWithParent, goOnWith } from './bootstrap/go-on.mjs';
import { installPackages } from './bootstrap/packages.mjs';
import { preparePath } from './bootstrap/path.mjs';
import { isSupported } from './bootstrap/release.mjs';
import { root } from './bootstrap/root.mjs';
import { runTool } from './bootstrap/tool.mjs';

const NEED_NO_BUILD = ['stop', 'reset'];

if (!isSupported(process.versions.node)) await goOnWith(cachedNode());
endWithParent();
preparePath();
const [command = '', ...args] = process.argv.slice(2);
if (!installPackages()) process.exit(1);
if (command === 'tool') await runTool(args);
const entry = join(root, 'deploy', 'dev', 'dist', 'main.js');
if (!NEED_NO_BUILD.includes(command) || !existsSync(entry)) {
  const built = build();
  // The tests run all the same, and count it as failed: their last line is true in every case.
  if (!built && (command !== 'test' || !existsSync(entry))) process.exit(1);
  if (!built) process.env.KEQUAN_BUILD_FAILED = 'true';
}
const { main } = createRequire(import.meta.url)(entry);
process.exit(await main(command, args));
