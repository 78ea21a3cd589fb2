import type { PartyClock, ReviewClock } from '../programme';

/** What is waited for, in working days. */
export interface WaitClock {
  workingDays: number;
  /** After how many working days of silence people are reminded, in order. */
  nudgeAfterWorkingDays: number[];
  /** Whether it takes something from a party when it ends: then it never ends earlier than any calendar would make it. */
  forfeits: boolean;
}

/** The wait for a party of a deal, who loses something when its time is over (M3). */
export function partyWait({ workingDays, remindAfterWorkingDays }: PartyClock): WaitClock {
  const nudgeAfterWorkingDays = [...remindAfterWorkingDays].sort((one, other) => one - other);
  return { workingDays, nudgeAfterWorkingDays, forfeits: true };
}

/** The wait for an authority, which its end only hurries (decision 0007). */
export function reviewWait(clock: Pick<ReviewClock, 'workingDays' | 'nudges'>): WaitClock {
  return {
    workingDays: clock.workingDays,
    nudgeAfterWorkingDays: nudgesInOrder(clock).map(({ afterWorkingDays }) => afterWorkingDays),
    forfeits: false,
  };
}

/** The nudges of a review in the order of their days: the n-th comes at the n-th of `nudgesAtMs`. */
export function nudgesInOrder({ nudges }: Pick<ReviewClock, 'nudges'>): ReviewClock['nudges'] {
  return [...nudges].sort((one, other) => one.afterWorkingDays - other.afterWorkingDays);
}
