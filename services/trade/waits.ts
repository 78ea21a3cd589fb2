import {
  isOver,
  moveDeadlines,
  reckonDeadlines,
  type DealStep,
  type Deadlines,
  type EndedWait,
  type WaitClock,
  type WorkingCalendar,
} from '@kequan/contracts';
import { completionSinceMs, isAgreed } from './completion-day';
import type { Deal } from './model';

/** When to ask again of a wait that only the calendar, which does not know its days yet, keeps from being over. */
const ASK_AGAIN_MS = 7 * 86_400_000;

/** The wait that a step says is over; undefined of a step that waits for nothing. */
export function waitEndedBy(step: DealStep): EndedWait | undefined {
  return step.kind === 'lapse' || step.kind === 'confirm' ? step.wait : undefined;
}

/**
 * Judges by this calendar whether a wait is over (M3).
 * @returns undefined when it is; else when it is to be asked of again, as `dueAtMs`
 */
export function stillWaiting(
  calendar: WorkingCalendar,
  { clock, told }: EndedWait,
  nowMs: number,
): Deadlines | undefined {
  const moved = moveDeadlines(calendar, clock, told);
  if (isOver(moved, calendar, nowMs)) return undefined;
  return nowMs < moved.dueAtMs ? moved : { ...moved, dueAtMs: nowMs + ASK_AGAIN_MS };
}

/**
 * The deadlines of the wait that a step has led to; undefined when it led to none.
 * @param deal as it stands after the step
 */
export function deadlinesAfter(
  calendar: WorkingCalendar,
  deal: Deal,
  step: DealStep,
  { clock, nowMs }: { clock: WaitClock; nowMs: number },
): Deadlines | undefined {
  if (step.kind === 'postpone' && !isAgreed(deal, step)) return undefined;
  const sinceMs = leadsToCompletion(step) ? completionSinceMs(calendar, deal, nowMs) : nowMs;
  return reckonDeadlines(calendar, clock, sinceMs);
}

function leadsToCompletion(step: DealStep): boolean {
  return (
    step.kind === 'take' ||
    step.kind === 'postpone' ||
    (step.kind === 'decideDispute' && step.outcome === 'return')
  );
}
