import type { Connection } from 'mongoose';
import { TrackName, type OnboardingStage } from '@kequan/contracts';
import {
  aggregateSchema,
  aggregateStore,
  flag,
  instant,
  listOf,
  mixed,
  oneOf,
  optional,
  part,
  text,
  type AggregateStore,
  type Application,
  type DocumentOf,
  type Relay,
} from '@kequan/kit';

const PUBLISHED = { partialFilterExpression: { 'entryNotice.publishedAt': { $exists: true } } };

/**
 * A provider or voucher user on its way to be listed or admitted, and afterwards. Lists are read within a programme; entry notices
 * by when they were published.
 */
const institutionSchema = aggregateSchema({
  programmeId: text,
  track: oneOf(TrackName.options),
  ownerAccountId: text,
  /** The primary account that allocated the owner's, in a track with two levels of accounts. */
  primaryAccountId: optional(text),
  /** The unit's name as submitted last; empty until then. */
  name: text,
  /** The unit code as submitted last, as the value under which it is taken (R16). */
  unitCode: optional(text),
  /** The unit codes that it was ever approved with: its own for ever, so that nobody else gets vouchers under them. */
  approvedUnitCodes: optional(listOf(text)),
  stages: mixed<Partial<Record<OnboardingStage, Application>>>(),
  /** Whether the shop takes vouchers (创新券店铺): after the entry notice. */
  voucherShop: flag,
  entryNotice: optional(part({ number: optional(text), publishedAt: instant })),
})
  .index({ ownerAccountId: 1 })
  .index({ primaryAccountId: 1, _id: -1 })
  .index({ programmeId: 1, _id: -1 })
  .index({ programmeId: 1, 'entryNotice.publishedAt': -1, _id: -1 }, PUBLISHED)
  .index({ 'entryNotice.publishedAt': -1, _id: -1 }, PUBLISHED);

export type Institution = DocumentOf<typeof institutionSchema>;
export type Institutions = AggregateStore<Institution>;

/** Opens the institutions of this installation. */
export function openInstitutions(connection: Connection, relay: Relay): Institutions {
  return aggregateStore(connection, 'institutions', institutionSchema, 'institution', relay);
}
