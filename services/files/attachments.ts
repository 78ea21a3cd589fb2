import { failure } from '@kequan/contracts';
import { openModel, sha256, type AggregateStore, type Caller, type Creations } from '@kequan/kit';
import type { Connection } from 'mongoose';
import { mediaTypeOf } from './content-type';
import { cleanFileName } from './file-name';
import { newContentId, type FileStore } from './file-store';
import { transferSchema, type Attachment, type Transfer } from './model';

/** How long an upload may take before its bytes count as left behind. */
const TRANSFER_MOST_MS = 24 * 3_600_000;
/** How many are looked at in one round of a sweep. */
const ROUND = 200;

/** The uploaded files of an installation. */
export interface Attachments {
  /**
   * Keeps a file. The same key keeps it once.
   * @throws `FileTypeRefused`, `FileDamaged`, `IdempotencyKeyReused`
   */
  upload(file: { name: string; content: Buffer }, owner: Caller, key: string): Promise<Attachment>;
  /** Removes what was uploaded before an instant and bound to nothing. A binding that comes in between wins. */
  removeUnattached(before: Date): Promise<number>;
  /** Removes bytes that a crash left without their document. */
  removeLeftBytes(now: Date): Promise<void>;
}

/** Opens the uploaded files. */
export function openAttachments(
  connection: Connection,
  store: AggregateStore<Attachment>,
  files: FileStore,
  creations: Creations,
): Attachments {
  const transfers = openModel(connection, 'transfers', transferSchema);

  const note = (contentId: string, attachmentId: string) =>
    transfers.updateOne({ _id: contentId }, { $set: { attachmentId, at: new Date() } }, { upsert: true });

  /** Ends a transfer: the bytes stay only while their document points at them. */
  async function settle(contentId: string, attachmentId: string): Promise<void> {
    const attachment = await store.find(attachmentId);
    if (attachment?.contentId !== contentId) await files.remove(contentId);
    await transfers.deleteOne({ _id: contentId });
  }

  return {
    async upload({ name, content }, owner, key) {
      const mediaType = mediaTypeOf(content);
      const facts = {
        ownerAccountId: owner.accountId,
        ...(owner.affiliation && { primaryAccountId: owner.affiliation.primaryAccountId }),
        programmeId: owner.programmeId,
        name: cleanFileName(name, mediaType),
        mediaType,
        sizeBytes: content.length,
        sha256: sha256(content),
      };
      const attachmentId = await creations.idFor(key, facts);
      const before = await store.find(attachmentId);
      if (before) return before;
      const contentId = newContentId();
      await note(contentId, attachmentId);
      await files.put(contentId, content);
      const { doc } = await store.insert(
        attachmentId,
        { ...facts, contentId, attached: false, subjectIds: [] },
        { key },
      );
      await settle(contentId, attachmentId);
      return doc;
    },
    async removeUnattached(before) {
      const unattached = { attached: false, createdAt: { $lt: before } };
      const found = await store.model.find(unattached).limit(ROUND).lean<Attachment[]>();
      let removed = 0;
      for (const { _id, contentId } of found) {
        await note(contentId, _id);
        const { deletedCount } = await store.model.deleteOne({
          _id,
          ...unattached,
        });
        await settle(contentId, _id);
        removed += deletedCount;
      }
      return removed;
    },
    async removeLeftBytes(now) {
      const old = { at: { $lt: new Date(now.getTime() - TRANSFER_MOST_MS) } };
      for (const { _id, attachmentId } of await transfers.find(old).limit(ROUND).lean<Transfer[]>())
        await settle(_id, attachmentId);
    },
  };
}

/** The files of these ids that an account uploaded. @throws `AttachmentUnknown` when one is not among them */
export async function requireOwnFiles(
  store: AggregateStore<Attachment>,
  fileIds: readonly string[],
  ownerAccountId: string,
): Promise<void> {
  const found = await store.model.countDocuments({ _id: { $in: [...fileIds] }, ownerAccountId });
  if (found !== new Set(fileIds).size) throw failure('AttachmentUnknown');
}
