import {
  dayOfDeadline,
  moveDeadlines,
  movedBy,
  reckonDeadlines,
  type CalendarPreview,
  type MovedDeadline,
  type WaitClock,
  type WorkingCalendar,
} from '@kequan/contracts';
import type { OpenProcess } from '@kequan/kit';

/** The open processes that tell how long they wait. */
export const WAITING = 'KequanWaitDays > 0';
/** How many of what moves are told one by one. */
const MOST_TOLD = 100;

/** What a calendar would change of what waits now. */
export function previewOf(
  before: WorkingCalendar,
  after: WorkingCalendar,
  open: readonly OpenProcess[],
): CalendarPreview {
  const moved = open
    .flatMap((one) => movedDeadline(before, after, one) ?? [])
    .sort((one, other) => (one.to < other.to ? -1 : Number(one.to > other.to)));
  const firstChangedDay = movedBy(before, after);
  return {
    ...(firstChangedDay !== undefined && { firstChangedDay }),
    movedCount: moved.length,
    moved: moved.slice(0, MOST_TOLD),
  };
}

function movedDeadline(
  before: WorkingCalendar,
  after: WorkingCalendar,
  { workflowId, attributes }: OpenProcess,
): MovedDeadline | undefined {
  const { KequanWaitDays: workingDays, KequanWaitingSince: since, KequanForfeits, ...who } = attributes;
  if (typeof workingDays !== 'number' || !(since instanceof Date)) return undefined;
  const clock: WaitClock = { workingDays, nudgeAfterWorkingDays: [], forfeits: KequanForfeits === true };
  const told = reckonDeadlines(before, clock, since.getTime());
  const moved = moveDeadlines(after, clock, told);
  if (moved.dueAtMs === told.dueAtMs) return undefined;
  return {
    workflowId,
    programmeId: textOf(who.KequanProgramme),
    step: textOf(who.KequanStep),
    from: dayOfDeadline(before, told.dueAtMs),
    to: dayOfDeadline(after, moved.dueAtMs),
    sooner: moved.dueAtMs < told.dueAtMs,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
