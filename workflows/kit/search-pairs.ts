import {
  defineSearchAttributeKey,
  type SearchAttributePair,
  type SearchAttributeUpdatePair,
} from '@temporalio/common';
import { SEARCH_ATTRIBUTES, type SearchAttributeName } from '@kequan/contracts/pure';
import type { Shown } from './progress-board';

/** What a process is about, by which it is found. */
export interface About {
  programmeId: string;
  institutionId?: string;
}

/** The search attributes of what a process shows; what does not hold any more is removed. */
export function searchPairs(
  { programmeId, institutionId }: About,
  { step, holder, dueAtMs, clock, sinceMs }: Shown,
): SearchAttributeUpdatePair[] {
  const values: Record<SearchAttributeName, string | number | boolean | Date | null> = {
    KequanProgramme: programmeId,
    KequanInstitution: institutionId ?? null,
    KequanStep: step,
    KequanHolder: holder,
    KequanDueAt: instant(dueAtMs),
    KequanWaitingSince: clock ? instant(sinceMs ?? Date.now()) : null,
    KequanWaitDays: clock?.workingDays ?? null,
    KequanForfeits: clock?.forfeits ?? null,
  };
  return Object.entries(values).map(
    ([name, value]) =>
      ({
        key: defineSearchAttributeKey(name, SEARCH_ATTRIBUTES[name as SearchAttributeName]),
        value,
      }) as SearchAttributePair,
  );
}

function instant(atMs: number | undefined): Date | null {
  return atMs === undefined ? null : new Date(atMs);
}
