import { join } from 'node:path';
import { audit } from './commands/audit';
import { demo } from './commands/demo';
import { reset } from './commands/reset';
import { runScript } from './commands/run-script';
import { start } from './commands/start';
import { stop } from './commands/stop';
import { test } from './commands/test';
import type { Say } from './infra-types';
import { interruption } from './system/interruption';

const COMMANDS: Record<string, (args: string[], say: Say) => Promise<number>> = {
  start: (_args, say) => start(say),
  stop: (_args, say) => stop(say),
  reset: (_args, say) => reset(say),
  audit,
  demo,
  test,
  chaos: (args) => runScript(join('tests', 'dist', 'chaos', 'main.js'), args, interruption()),
  pictures: (args) => runScript(join('tests', 'dist', 'pictures', 'main.js'), args, interruption()),
  bench: (args) => runScript(join('bench', 'dist', 'main.js'), args, interruption()),
};

/**
 * Runs one of the commands behind the npm scripts.
 * @returns the exit code; what goes wrong is said in one line, without a stack
 */
export async function main(name: string, args: string[]): Promise<number> {
  const say: Say = (line) => void process.stdout.write(`${line}\n`);
  const command = COMMANDS[name];
  if (command === undefined) {
    say(`unknown command ${name}; known: ${Object.keys(COMMANDS).join(', ')}`);
    return 2;
  }
  try {
    return await command(args, say);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
