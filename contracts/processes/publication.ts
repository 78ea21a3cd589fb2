import type { RecordKind } from '../forms/record';
import type { ReviewClock } from '../programme';
import { message } from './message';
import type { SubmitAnswer } from './review';

/** The workflow's type name; it stands in histories and never changes. */
export const PUBLICATION = 'publication';

/** What a provider publishes: a service, or one of its records. */
export type PublishedKind = 'service' | RecordKind;

/** Input of publication: one submission of one thing. */
export interface PublicationInput {
  kind: PublishedKind;
  id: string;
  institutionId: string;
  programmeId: string;
  clock: ReviewClock;
  instance: string;
}

export interface SubmitPublicationInput {
  key: string;
  version: number;
  submittedBy: string;
  attachmentIds: string[];
}
/** Submits the thing. `version` is the document's version that the applicant saw and the route checked. */
export const submitPublication = message<SubmitPublicationInput, SubmitAnswer>('submit');

/** How a publication ends; `refused` when the submission itself broke a rule. */
export type PublicationResult = { ended: 'listed' | 'returned' | 'rejected' | 'withdrawn' | 'refused' };
