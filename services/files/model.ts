import {
  aggregateStore,
  OUTBOX_INDEX,
  type Aggregate,
  type AggregateStore,
  type IndexOf,
  type Relay,
} from '@kequan/kit';
import type { Db } from 'mongodb';
import type { MediaType } from './content-type';

/** An uploaded file; its bytes stand in GridFS under `contentId`. */
export interface Attachment extends Aggregate {
  ownerAccountId: string;
  /** The primary account that allocated the owner, when one did. */
  primaryAccountId?: string;
  programmeId: string;
  name: string;
  mediaType: MediaType;
  sizeBytes: number;
  sha256: string;
  contentId: string;
  /** Set as soon as it is bound to a subject: then it is kept. */
  attached: boolean;
  subjectIds: string[];
}

export const ATTACHMENT_INDEXES: readonly IndexOf[] = [
  OUTBOX_INDEX,
  // By which the sweep finds what nobody bound to anything.
  {
    keys: { createdAt: 1 },
    options: { name: 'unattached', partialFilterExpression: { attached: false } },
  },
];

/** The attachments of an installation. */
export function attachmentStore(db: Db, relay: Relay): AggregateStore<Attachment> {
  return aggregateStore<Attachment>(db, 'attachments', 'files', relay);
}
