/** Drawn once: which parts of a journey a run's kills meet must not differ between two runs of the same code. */
const DRAWN = 1_284_110_977;

/** The seed of the kills of this run; KILL_SEED gives another, and `npm run chaos` draws one each time. */
export function killSeed(): number {
  return Number(process.env['KILL_SEED'] ?? DRAWN);
}
