import { z } from 'zod';
import { RecordKind } from '../forms/record';
import { Id } from '../ids';
import { OnboardingStage, TrackName } from '../programme';
import { Fen } from '../money';
import { Role } from '../roles';
import { decision, ofApplicant } from './common';
import { REVIEW_EVENT_DATA } from './review';
import { SETTLEMENT_EVENT_DATA } from './settlement';
import { TRADE_EVENT_DATA } from './trade';

const stage = { ...ofApplicant, track: TrackName, stage: OnboardingStage };
const service = { ...ofApplicant, serviceId: Id };
const record = { ...ofApplicant, recordId: Id, kind: RecordKind };
const application = { ...ofApplicant, applicationId: Id };
const voucher = { ...ofApplicant, voucherId: Id, number: z.string() };
const voucherOrder = { ...voucher, orderId: Id, amountFen: Fen };
const shelved = { ...ofApplicant, instrumentId: Id, outsideInstrumentId: z.string() };

/** The data of every event, by its type. A published type never changes: a new version is a new type. */
export const EVENT_DATA = {
  'kequan.identity.account-registered.v1': z.object({
    accountId: Id,
    role: Role,
    programmeId: z.string(),
    displayName: z.string(),
    /** The primary account that allocated it (JS step 1), when one did. */
    primaryAccountId: Id.optional(),
    /** Sealed with the installation's key: a phone number never stands readable in the broker. */
    sealedPhone: z.string(),
  }),
  'kequan.institution.stage-submitted.v1': z.object({ ...stage, revision: z.int(), submittedBy: Id }),
  'kequan.institution.stage-decided.v1': z.object({ ...stage, ...decision }),
  'kequan.institution.stage-withdrawn.v1': z.object({ ...stage, taskId: Id, withdrawnBy: Id }),
  /** The owner took back what was approved, to edit it: it must pass again (R04). */
  'kequan.institution.approval-withdrawn.v1': z.object({ ...stage, revision: z.int(), withdrawnBy: Id }),
  'kequan.institution.entry-notice-published.v1': z.object({
    ...ofApplicant,
    noticeNumber: z.string().optional(),
  }),
  'kequan.catalog.service-submitted.v1': z.object({ ...service, revision: z.int(), submittedBy: Id }),
  'kequan.catalog.service-decided.v1': z.object({ ...service, ...decision }),
  'kequan.catalog.service-withdrawn.v1': z.object({ ...service, taskId: Id, withdrawnBy: Id }),
  /** The owner took back what was approved, to edit it: it must pass again (R04). */
  'kequan.catalog.service-approval-withdrawn.v1': z.object({
    ...service,
    revision: z.int(),
    withdrawnBy: Id,
  }),
  'kequan.catalog.voucher-service-set.v1': z.object(service),
  /** What let it take vouchers holds no longer (R12). */
  'kequan.catalog.voucher-service-unset.v1': z.object(service),
  /** An instrument of the outside system was chosen for a shop (JS step 3). */
  'kequan.catalog.instrument-shelved.v1': z.object(shelved),
  'kequan.catalog.instrument-taken-off.v1': z.object(shelved),
  'kequan.catalog.record-submitted.v1': z.object({ ...record, revision: z.int(), submittedBy: Id }),
  'kequan.catalog.record-decided.v1': z.object({ ...record, ...decision }),
  'kequan.catalog.record-withdrawn.v1': z.object({ ...record, taskId: Id, withdrawnBy: Id }),
  'kequan.catalog.record-approval-withdrawn.v1': z.object({ ...record, revision: z.int(), withdrawnBy: Id }),
  ...REVIEW_EVENT_DATA,
  'kequan.voucher.application-submitted.v1': z.object({
    ...application,
    revision: z.int(),
    submittedBy: Id,
    requestedFen: Fen,
  }),
  'kequan.voucher.application-decided.v1': z.object({
    ...application,
    ...decision,
    /** What an approval grants; at most what was asked for. */
    approvedFen: Fen.optional(),
  }),
  'kequan.voucher.application-withdrawn.v1': z.object({ ...application, taskId: Id, withdrawnBy: Id }),
  'kequan.voucher.voucher-issued.v1': z.object({
    ...voucher,
    amountFen: Fen,
    expiresAt: z.iso.datetime(),
  }),
  'kequan.voucher.voucher-held.v1': z.object(voucherOrder),
  'kequan.voucher.voucher-released.v1': z.object(voucherOrder),
  'kequan.voucher.voucher-captured.v1': z.object(voucherOrder),
  'kequan.voucher.voucher-expiring.v1': z.object({
    ...voucher,
    availableFen: Fen,
    expiresAt: z.iso.datetime(),
  }),
  'kequan.voucher.voucher-expired.v1': z.object({ ...voucher, amountFen: Fen }),
  'kequan.voucher.voucher-returned.v1': z.object({ ...voucher, amountFen: Fen, returnedBy: Id }),
  'kequan.voucher.budget-granted.v1': z.object({
    programmeId: z.string(),
    year: z.int(),
    amountFen: Fen,
    grantedBy: Id,
  }),
  ...TRADE_EVENT_DATA,
  ...SETTLEMENT_EVENT_DATA,
  'kequan.notification.message-sent.v1': z.object({
    messageId: z.string(),
    channel: z.enum(['sms']),
    recipientAccountId: Id,
    textKey: z.string(),
    /** The institution that the message is about, when it is about one. */
    institutionId: Id.optional(),
    programmeId: z.string(),
  }),
} as const;

export type EventType = keyof typeof EVENT_DATA;
export type EventData<T extends EventType> = z.infer<(typeof EVENT_DATA)[T]>;

/** What a service hands to its store: type and data; id, time and trace are added when it is written. */
export type NewEvent = { [T in EventType]: { type: T; data: EventData<T> } }[EventType];

/** An event as it is stored and sent. */
export type KeQuanEvent = {
  [T in EventType]: {
    specversion: '1.0';
    id: string;
    source: string;
    type: T;
    subject: string;
    time: string;
    datacontenttype: 'application/json';
    traceparent?: string;
    data: EventData<T>;
  };
}[EventType];

/** Makes an event, with its data checked by the compiler. */
export function event<T extends EventType>(type: T, data: EventData<T>): Extract<NewEvent, { type: T }> {
  return { type, data } as Extract<NewEvent, { type: T }>;
}
