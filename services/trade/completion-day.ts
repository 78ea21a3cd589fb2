import {
  CHINA_CALENDAR,
  endOfDayMs,
  event,
  failure,
  localDay,
  type DealParty,
  type Failure,
  type WorkingCalendar,
} from '@kequan/contracts';
import type { Change } from './change';
import { ofDeal } from './events';
import type { Deal } from './model';
import type { StepOf } from './steps';

/** The day (YYYY-MM-DD) on which the service is to be done: as the order says, or a later one that both sides agreed on (M3). */
function agreedDayOf({ order, completion }: Pick<Deal, 'order' | 'completion'>): string | undefined {
  return completion?.agreedOn ?? order.placed?.form.completionExpectedOn;
}

/**
 * From when the completion is waited for: not before the agreed day has passed (M3). It is the last instant of that day, so that
 * the working days after it count.
 */
export function completionSinceMs(
  calendar: WorkingCalendar,
  deal: Pick<Deal, 'order' | 'completion'>,
  nowMs: number,
): number {
  const agreedOn = agreedDayOf(deal);
  return agreedOn === undefined ? nowMs : Math.max(nowMs, endOfDayMs(calendar, agreedOn) - 1);
}

/**
 * inProgress: a side names a later day; when the other one has named the same, it is agreed. Another day takes the place of what
 * was named before, whoever named it. Named again by the same side, there is nothing to do. @throws see `requireLater`
 */
export function postpone(deal: Deal, step: StepOf<'postpone'>, at: Date): Change | undefined {
  const { by, party, completionOn } = step;
  requireLater(deal, completionOn, at);
  const { agreedOn, proposedOn, proposedBy } = deal.completion ?? {};
  const isNamed = proposedOn === completionOn;
  if (isNamed && proposedBy === party) return undefined;
  return {
    set: {
      completion: isNamed
        ? { agreedOn: completionOn }
        : { ...(agreedOn !== undefined && { agreedOn }), proposedOn: completionOn, proposedBy: party },
    },
    events: [
      event('kequan.trade.completion-postponed.v1', {
        ...ofDeal(deal),
        party,
        completionOn,
        agreed: isNamed,
        by,
      }),
    ],
  };
}

/** Whether a `postpone` has been agreed, in the deal as it stands after it. */
export function isAgreed(
  { completion }: Pick<Deal, 'completion'>,
  { completionOn }: StepOf<'postpone'>,
): boolean {
  return completion?.agreedOn === completionOn && completion.proposedOn === undefined;
}

/** @throws `InputInvalid` unless a day is later than today and than the agreed one, and at most a year ahead */
export function requireLater(deal: Pick<Deal, 'order' | 'completion'>, completionOn: string, at: Date): void {
  const today = localDay(CHINA_CALENDAR, at.getTime());
  const agreedOn = agreedDayOf(deal) ?? today;
  if (completionOn <= today || completionOn <= agreedOn) throw wrongDay(`DayNotLater|day=${agreedOn}`);
  const inOneYear = `${String(Number(today.slice(0, 4)) + 1)}${today.slice(4)}`;
  if (completionOn > inOneYear) throw wrongDay('DayTooFar');
}

function wrongDay(message: string): Failure {
  return failure('InputInvalid', { count: 1 }, [{ path: 'body.completionOn', message }]);
}

/** What everybody who sees a deal sees of its day. */
export function completionView(deal: Pick<Deal, 'order' | 'completion'>): {
  completion?: { agreedOn: string; proposedOn?: string; proposedBy?: DealParty };
} {
  const agreedOn = agreedDayOf(deal);
  if (agreedOn === undefined) return {};
  const { proposedOn, proposedBy } = deal.completion ?? {};
  return {
    completion: {
      agreedOn,
      ...(proposedOn !== undefined && { proposedOn }),
      ...(proposedBy !== undefined && { proposedBy }),
    },
  };
}
