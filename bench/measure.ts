/** The middle value of some figures. @throws RangeError when there are none */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new RangeError('no figures');
  return middle;
}

/** Rounds that do not count: store and broker run on virtual machines that are fast after some hundred journeys only. */
export const JOURNEY_WARM_UPS = 4;

/** What one comparison found: rates per second, and the middle of the ratios pair by pair. */
export interface Comparison {
  name: string;
  control: string;
  rate: number;
  controlRate: number;
  ratio: number;
  aim: number;
}

/**
 * Compares two ways of doing something in one run, in turn (A B A B …), so that a machine whose speed drifts treats both
 * alike.
 * @param ours answers a rate per second; so does `control` @param warmUps how many rounds come first that do not count
 */
export async function compare(
  names: { name: string; control: string; aim: number },
  rounds: number,
  ours: () => Promise<number>,
  control: () => Promise<number>,
  warmUps = 1,
): Promise<Comparison> {
  const ratios: number[] = [];
  const rates: number[] = [];
  const controlRates: number[] = [];
  for (let round = 0; round < warmUps + rounds; round += 1) {
    // Which goes first alternates, so that neither always finds the caches warm.
    const [first, second] = round % 2 === 0 ? [ours, control] : [control, ours];
    const [one, two] = [await first(), await second()];
    const [rate, controlRate] = round % 2 === 0 ? [one, two] : [two, one];
    if (round < warmUps) continue;
    rates.push(rate);
    controlRates.push(controlRate);
    ratios.push(rate / controlRate);
  }
  return { ...names, rate: median(rates), controlRate: median(controlRates), ratio: median(ratios) };
}

/** Does something `count` times, `side` at once. @returns how often a second */
export async function ratePerSecond(
  count: number,
  side: number,
  work: (index: number) => Promise<unknown>,
): Promise<number> {
  const startedAt = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) await work(index);
  };
  await Promise.all(Array.from({ length: side }, lane));
  return count / ((performance.now() - startedAt) / 1000);
}
