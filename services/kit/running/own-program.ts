import { dirname, extname, join } from 'node:path';

const SOURCE = '.ts';
const REGISTER = join(__dirname, '..', 'testing', 'children', 'register.cjs');

/**
 * Node's arguments for a program of ours beside a module: from the build, or where a test runs from the sources, from
 * them. @param besides the module's `__filename` @param path where the program stands from there, without its ending
 */
export function programArguments(besides: string, ...path: string[]): string[] {
  const ending = extname(besides);
  const program = join(dirname(besides), ...path) + ending;
  return ending === SOURCE ? ['-r', REGISTER, program] : [program];
}
