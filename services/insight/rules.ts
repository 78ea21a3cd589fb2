import type { KeQuanEvent } from '@kequan/contracts';
import { dealDataOf, isDealEvent, type DealEvent } from './deals';
import { isPayoutEvent, payoutDataOf, type PayoutEvent } from './payouts';
import type { Allocation, EntryData, Subject, TimelineEntry } from './model';

/**
 * What an event adds: an entry, unless it is about no institution; whose the institution is, and who allocated an account,
 * when it tells that.
 */
export interface Addition {
  entry?: TimelineEntry;
  subject?: Subject;
  allocation?: Allocation;
}

/** What an event adds to the timelines. */
export function additionOf(event: KeQuanEvent): Addition {
  if (event.type === 'kequan.identity.account-registered.v1') {
    const { accountId, primaryAccountId } = event.data;
    return {
      entry: entryOf(event, accountId),
      ...(primaryAccountId !== undefined && { allocation: { _id: accountId, primaryAccountId } }),
    };
  }
  if (event.type === 'kequan.notification.message-sent.v1') {
    const { institutionId } = event.data;
    return institutionId === undefined ? {} : { entry: entryOf(event, institutionId) };
  }
  // Money for everybody, and a switch for everybody, are about no institution.
  if (event.type === 'kequan.voucher.budget-granted.v1') return {};
  if (event.type === 'kequan.trade.direct-orders-switched.v1') return {};
  // Nor are the days on which everybody works.
  if (event.type === 'kequan.review.calendar-replaced.v1') return {};
  if (event.type === 'kequan.review.calendar-ending.v1') return {};
  // A batch is many institutions' at once; each payout of it tells its own.
  if (event.type === 'kequan.settlement.release-awaited.v1') return {};
  if (event.type === 'kequan.settlement.batch-released.v1') return {};
  const { institutionId, applicantAccountId, programmeId } = event.data;
  return {
    entry: entryOf(event, institutionId),
    subject: { _id: institutionId, ownerAccountId: applicantAccountId, programmeId },
  };
}

/** What a step of a deal adds to the timeline of its provider; to the user's it adds what every event adds. */
export function additionToProvider(event: KeQuanEvent): Addition {
  if (!isDealEvent(event)) return {};
  const { providerInstitutionId, providerAccountId, programmeId } = event.data;
  const entry = entryOf(event, providerInstitutionId);
  return {
    entry: { ...entry, _id: `${entry._id}:provider` },
    subject: { _id: providerInstitutionId, ownerAccountId: providerAccountId, programmeId },
  };
}

/** The event that an entry tells of. */
export function eventIdOf({ _id }: Pick<TimelineEntry, '_id'>): string {
  return _id.split(':')[0] ?? _id;
}

function entryOf(event: KeQuanEvent, timelineId: string): TimelineEntry {
  return { _id: event.id, timelineId, at: new Date(event.time), type: event.type, data: dataOf(event) };
}

/** Only what the words need; who it was and how he is reached stays with its owner. */
function dataOf(event: KeQuanEvent): EntryData {
  if (isDealEvent(event)) return dealDataOf(event);
  return isPayoutEvent(event) ? payoutDataOf(event) : otherDataOf(event);
}

function otherDataOf(event: Exclude<KeQuanEvent, DealEvent | PayoutEvent>): EntryData {
  switch (event.type) {
    case 'kequan.identity.account-registered.v1':
      return {};
    case 'kequan.institution.stage-submitted.v1':
      return { stage: event.data.stage, revision: event.data.revision };
    case 'kequan.institution.stage-decided.v1':
      return { stage: event.data.stage, outcome: event.data.outcome, revision: event.data.revision };
    case 'kequan.institution.stage-withdrawn.v1':
    case 'kequan.institution.approval-withdrawn.v1':
      return { stage: event.data.stage };
    case 'kequan.institution.entry-notice-published.v1':
      return event.data.noticeNumber === undefined ? {} : { noticeNumber: event.data.noticeNumber };
    case 'kequan.catalog.service-submitted.v1':
      return { title: event.data.title, revision: event.data.revision };
    case 'kequan.catalog.service-decided.v1':
      return { title: event.data.title, outcome: event.data.outcome, revision: event.data.revision };
    case 'kequan.catalog.service-withdrawn.v1':
    case 'kequan.catalog.service-approval-withdrawn.v1':
    case 'kequan.catalog.instrument-shelved.v1':
    case 'kequan.catalog.instrument-taken-off.v1':
    case 'kequan.catalog.voucher-service-set.v1':
    case 'kequan.catalog.voucher-service-unset.v1':
      return { title: event.data.title };
    case 'kequan.catalog.record-submitted.v1':
      return { stage: event.data.kind, title: event.data.title, revision: event.data.revision };
    case 'kequan.catalog.record-decided.v1': {
      const { kind, title, outcome, revision } = event.data;
      return { stage: kind, title, outcome, revision };
    }
    case 'kequan.catalog.record-withdrawn.v1':
    case 'kequan.catalog.record-approval-withdrawn.v1':
      return { stage: event.data.kind, title: event.data.title };
    case 'kequan.voucher.application-submitted.v1':
      return { revision: event.data.revision, amountFen: event.data.requestedFen };
    case 'kequan.voucher.application-decided.v1': {
      const { outcome, revision, approvedFen } = event.data;
      return { outcome, revision, ...(approvedFen !== undefined && { approvedFen }) };
    }
    case 'kequan.voucher.application-withdrawn.v1':
    case 'kequan.voucher.budget-granted.v1':
    case 'kequan.trade.direct-orders-switched.v1':
    case 'kequan.review.calendar-replaced.v1':
    case 'kequan.review.calendar-ending.v1':
    case 'kequan.settlement.release-awaited.v1':
    case 'kequan.settlement.batch-released.v1':
      return {};
    case 'kequan.voucher.voucher-expiring.v1':
      return { voucherNumber: event.data.number, amountFen: event.data.availableFen };
    case 'kequan.voucher.voucher-issued.v1':
    case 'kequan.voucher.voucher-held.v1':
    case 'kequan.voucher.voucher-released.v1':
    case 'kequan.voucher.voucher-captured.v1':
    case 'kequan.voucher.voucher-expired.v1':
    case 'kequan.voucher.voucher-returned.v1':
      return { voucherNumber: event.data.number, amountFen: event.data.amountFen };
    case 'kequan.review.task-opened.v1':
      return { stage: event.data.stage, dueAt: event.data.dueAt, dueCertain: event.data.dueCertain };
    case 'kequan.review.task-nudged.v1':
      return { stage: event.data.stage, action: event.data.action };
    case 'kequan.notification.message-sent.v1':
      return { textKey: event.data.textKey };
  }
}
