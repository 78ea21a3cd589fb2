import {
  CHINA_CALENDAR,
  dayOfDeadline,
  findText,
  formOfStage,
  isProviderTrack,
  offeringStepsOf,
  programmeOf,
  shopOpeningStage,
  text,
  trackOf,
  yuanOf,
  type EventData,
  type KeQuanEvent,
  type Language,
  type ReviewComment,
  type ReviewOutcome,
} from '@kequan/contracts';
import { dealMessages, isDealEvent, type DealEvent } from './deal-messages';
import { calendarEnding, type CalendarEndingEvent } from './calendar-messages';
import { dayOf, shortComment, type PlannedMessage } from './message-words';
import { isPayoutEvent, payoutMessages, type PayoutEvent } from './payout-messages';

/**
 * The messages that an event asks for: every review result with the next step (R11), the entry notice, the reminder of a
 * reviewer (R30), the steps of a deal, and payouts. Other events ask for none.
 * @param language in which what a message names is put
 */
export function plannedMessages(event: KeQuanEvent, language: Language): PlannedMessage[] {
  if (isDealEvent(event)) return dealMessages(event, language);
  if (isPayoutEvent(event)) return payoutMessages(event, language);
  if (event.type === 'kequan.review.calendar-ending.v1') return calendarEnding(event.data);
  const planned = plannedMessage(event, language);
  return planned ? [planned] : [];
}

function plannedMessage(
  event: Exclude<KeQuanEvent, DealEvent | PayoutEvent | CalendarEndingEvent>,
  language: Language,
): PlannedMessage | undefined {
  switch (event.type) {
    case 'kequan.institution.stage-decided.v1': {
      const { programmeId, track, stage } = event.data;
      const form = formOfStage(programmeId, track, stage);
      const key = `sms.stageDecided.${form}.${stageResult(event.data)}`;
      return toApplicant(event.data, key, decided(event.data, language));
    }
    case 'kequan.catalog.service-decided.v1': {
      const key = `sms.serviceDecided.${serviceResult(event.data)}`;
      return toApplicant(event.data, key, decided(event.data, language));
    }
    case 'kequan.catalog.record-decided.v1': {
      const { kind, outcome } = event.data;
      return toApplicant(event.data, `sms.recordDecided.${kind}.${outcome}`, decided(event.data, language));
    }
    case 'kequan.catalog.voucher-service-unset.v1':
      return toApplicant(event.data, 'sms.voucherServiceUnset', {});
    case 'kequan.institution.entry-notice-published.v1':
      return toApplicant(event.data, 'sms.entryNotice', {
        number: noticeNumber(event.data.noticeNumber, language),
      });
    case 'kequan.voucher.application-decided.v1': {
      const { outcome, approvedFen = 0 } = event.data;
      return toApplicant(event.data, `sms.applicationDecided.${outcome}`, {
        ...decided(event.data, language),
        amount: yuanOf(approvedFen),
      });
    }
    case 'kequan.voucher.voucher-issued.v1': {
      const { number, amountFen, expiresAt } = event.data;
      return toApplicant(event.data, 'sms.voucherIssued', {
        number,
        amount: yuanOf(amountFen),
        due: dayOf(expiresAt),
      });
    }
    case 'kequan.voucher.voucher-expiring.v1': {
      const { number, availableFen, expiresAt } = event.data;
      const due = dayOf(expiresAt);
      return toApplicant(event.data, 'sms.voucherExpiring', { number, amount: yuanOf(availableFen), due });
    }
    case 'kequan.voucher.voucher-expired.v1':
      return toApplicant(event.data, 'sms.voucherExpired', moneyOf(event.data));
    case 'kequan.voucher.voucher-returned.v1':
      return toApplicant(event.data, 'sms.voucherReturned', moneyOf(event.data));
    case 'kequan.review.task-nudged.v1': {
      const { programmeId, institutionId, title, action, to, stage, dueAt } = event.data;
      const due = dayOfDeadline(CHINA_CALENDAR, Date.parse(dueAt));
      return {
        recipient: { role: to },
        programmeId,
        institutionId,
        textKey: `sms.taskNudged.${action}`,
        params: { name: title, stage: findText(language, `stages.${stage}`) ?? stage, due },
      };
    }
    case 'kequan.identity.account-registered.v1':
    case 'kequan.institution.stage-submitted.v1':
    case 'kequan.institution.stage-withdrawn.v1':
    case 'kequan.institution.approval-withdrawn.v1':
    case 'kequan.catalog.service-submitted.v1':
    case 'kequan.catalog.service-withdrawn.v1':
    case 'kequan.catalog.service-approval-withdrawn.v1':
    case 'kequan.catalog.record-submitted.v1':
    case 'kequan.catalog.record-withdrawn.v1':
    case 'kequan.catalog.record-approval-withdrawn.v1':
    case 'kequan.catalog.instrument-shelved.v1':
    case 'kequan.catalog.instrument-taken-off.v1':
    case 'kequan.catalog.voucher-service-set.v1':
    case 'kequan.voucher.application-submitted.v1':
    case 'kequan.voucher.application-withdrawn.v1':
    case 'kequan.voucher.voucher-held.v1':
    case 'kequan.voucher.voucher-released.v1':
    case 'kequan.voucher.voucher-captured.v1':
    case 'kequan.voucher.budget-granted.v1':
    case 'kequan.trade.direct-orders-switched.v1':
    case 'kequan.review.task-opened.v1':
    case 'kequan.review.calendar-replaced.v1':
    case 'kequan.notification.message-sent.v1':
      return undefined;
  }
}

interface OfApplicant {
  programmeId: string;
  institutionId: string;
  applicantAccountId: string;
  title: string;
}

function toApplicant(data: OfApplicant, textKey: string, params: Record<string, string>): PlannedMessage {
  const { programmeId, institutionId, applicantAccountId, title } = data;
  return {
    recipient: { accountId: applicantAccountId },
    programmeId,
    institutionId,
    textKey,
    params: { name: title, ...params },
  };
}

function decided(
  { programmeId, comments }: { programmeId: string; comments: readonly ReviewComment[] },
  language: Language,
): Record<string, string> {
  return { comment: shortComment(comments, language), office: programmeOf(programmeId).office[language] };
}

function moneyOf({ number, amountFen }: { number: string; amountFen: number }): Record<string, string> {
  return { number, amount: yuanOf(amountFen) };
}

function noticeNumber(number: string | undefined, language: Language): string {
  return number === undefined ? '' : text(language, 'notice.number', { number });
}

/** The result of a stage: what comes next when the shop is open depends on what the track offers first (JS step 3). */
function stageResult({
  programmeId,
  track,
  stage,
  outcome,
}: EventData<'kequan.institution.stage-decided.v1'>) {
  if (outcome !== 'approve' || !isProviderTrack(track)) return outcome;
  const way = trackOf(programmeId, track);
  const choosesFirst = stage === shopOpeningStage(way) && offeringStepsOf(way)[0] === 'instruments';
  return choosesFirst ? 'chooseInstruments' : outcome;
}

/** The result of a service: what comes next after an approval depends on how its programme lets it take vouchers. */
function serviceResult({ programmeId, outcome }: { programmeId: string; outcome: ReviewOutcome }): string {
  const tracks = Object.values(programmeOf(programmeId).tracks);
  const isFlagged = tracks.every(({ voucherServices }) => voucherServices === 'afterReview');
  return outcome === 'approve' && isFlagged ? 'listed' : outcome;
}
