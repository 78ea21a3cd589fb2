import {
  isProviderTrack,
  ProviderTrackName,
  shopOpeningStage,
  trackOf,
  type KeQuanEvent,
  type Passage,
} from '@kequan/contracts';
import { documentSchema, flag, oneOf, optional, text, type DocumentOf } from '@kequan/kit';

/** An institution on its way to be listed: it may publish services while its shop is open. */
export const providerSchema = documentSchema({
  _id: text,
  ownerAccountId: text,
  programmeId: text,
  track: oneOf(ProviderTrackName.options),
  /** Set until the shop is opened, and while what was approved is taken back to be edited (R04). */
  closed: optional(flag),
}).index({ ownerAccountId: 1 });

export type Provider = DocumentOf<typeof providerSchema>;

type OfStage = Pick<Passage, 'programmeId' | 'track'> & { institutionId: string; applicantAccountId: string };

/** The provider whose first submission an event may be; its shop is not open yet. Undefined when it tells of something else. */
export function providerBegunIn(event: KeQuanEvent): Provider | undefined {
  return event.type === 'kequan.institution.stage-submitted.v1' ? providerOf(event.data) : undefined;
}

/** The provider whose shop an event opens (JS step 2); undefined when it tells of something else. */
export function shopOpenedIn(event: KeQuanEvent): Provider | undefined {
  if (event.type !== 'kequan.institution.stage-decided.v1' || event.data.outcome !== 'approve')
    return undefined;
  return opensShop(event.data) ? providerOf(event.data) : undefined;
}

/** The institution whose shop an event closes until it has passed again (R04); undefined when it tells of something else. */
export function shopClosedIn(event: KeQuanEvent): string | undefined {
  if (event.type !== 'kequan.institution.approval-withdrawn.v1') return undefined;
  return opensShop(event.data) ? event.data.institutionId : undefined;
}

/** Whether an institution that has come so far has an open shop. */
export function hasOpenedShop({ passed, ...of }: Passage): boolean {
  return passed.some((stage) => opensShop({ ...of, stage }));
}

function opensShop({ programmeId, track, stage }: Omit<Passage, 'passed'> & { stage: string }): boolean {
  return isProviderTrack(track) && shopOpeningStage(trackOf(programmeId, track)) === stage;
}

function providerOf({
  institutionId,
  applicantAccountId,
  programmeId,
  track,
}: OfStage): Provider | undefined {
  if (!isProviderTrack(track)) return undefined;
  return { _id: institutionId, ownerAccountId: applicantAccountId, programmeId, track };
}
