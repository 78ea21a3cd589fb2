import { endAs, inForeground } from './foreground.mjs';
import { fail } from './say.mjs';

/** Runs an installed tool, or npm, on this Node.js, and ends as it ends. */
export async function runTool([name, ...args]) {
  if (name === undefined) fail('which tool? Such as `node deploy/dev/bootstrap.mjs tool tsc -b`');
  endAs(await inForeground(name, args));
}
