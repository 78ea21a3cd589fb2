import { failure, type FilesActivities } from '@kequan/contracts';
import type { AggregateStore } from '@kequan/kit';
import { requireOwnFiles } from './attachments';
import type { Attachment } from './model';

/** What workflows may ask of files. */
export function filesActivities(store: AggregateStore<Attachment>): FilesActivities {
  return {
    async attach({ fileIds, ownerAccountId, subjectId }) {
      // All or none: an unknown one is found before the first is bound.
      await requireOwnFiles(store, fileIds, ownerAccountId);
      for (const fileId of new Set(fileIds)) {
        await store.command(fileId, {
          key: `attach:${subjectId}`,
          expect: { ownerAccountId },
          change: { $set: { attached: true }, $addToSet: { subjectIds: subjectId } },
          otherwise: () => failure('AttachmentUnknown'),
        });
      }
    },
  };
}
