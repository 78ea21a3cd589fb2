import {
  aggregateSchema,
  aggregateStore,
  documentSchema,
  flag,
  instant,
  listOf,
  oneOf,
  optional,
  text,
  whole,
  type AggregateStore,
  type DocumentOf,
  type Relay,
} from '@kequan/kit';
import type { Connection } from 'mongoose';
import { MEDIA_TYPES } from './content-type';

/** An uploaded file; its bytes stand in GridFS under `contentId`. */
export const attachmentSchema = aggregateSchema({
  ownerAccountId: text,
  /** The primary account that allocated the owner, when one did. */
  primaryAccountId: optional(text),
  programmeId: text,
  name: text,
  mediaType: oneOf(MEDIA_TYPES),
  sizeBytes: whole,
  sha256: text,
  contentId: text,
  /** Set as soon as it is bound to a subject: then it is kept. */
  attached: flag,
  subjectIds: listOf(text),
})
  // By which the sweep finds what nobody bound to anything.
  .index({ createdAt: 1 }, { name: 'unattached', partialFilterExpression: { attached: false } });

/**
 * Content that is on its way in or out, noted before the first byte: so a crash leaves no bytes that nobody knows of.
 * `_id` is the content's id.
 */
export const transferSchema = documentSchema({ _id: text, attachmentId: text, at: instant }).index({ at: 1 });

export type Attachment = DocumentOf<typeof attachmentSchema>;
export type Transfer = DocumentOf<typeof transferSchema>;

/** The attachments of an installation. */
export function attachmentStore(connection: Connection, relay: Relay): AggregateStore<Attachment> {
  return aggregateStore(connection, 'attachments', attachmentSchema, 'files', relay);
}
