/** How many of something a run does, of what a full run would do; at least so many. */
export type Sized = (full: number, least?: number) => number;

const OPTION = '--size=';

/**
 * Takes the size of a run from its arguments: `--size=0.2` does a fifth of the work, for a first look or a slow machine.
 * @returns the names that are left, and the size
 * @throws RangeError when it is not above 0 and at most 1
 */
export function sizeOf(args: readonly string[]): { names: string[]; share: number; sized: Sized } {
  const given = args.find((arg) => arg.startsWith(OPTION));
  const share = given === undefined ? 1 : Number(given.slice(OPTION.length));
  if (!(share > 0 && share <= 1)) throw new RangeError('--size is above 0 and at most 1');
  return {
    names: args.filter((arg) => arg !== given),
    share,
    sized: (full, least = 1) => Math.max(least, Math.round(full * share)),
  };
}
