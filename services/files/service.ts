import { ensureIndexes, type ServiceDefinition } from '@kequan/kit';
import { filesActivities } from './activities';
import { openAttachments } from './attachments';
import { gridFsStore } from './file-store';
import { ATTACHMENT_INDEXES, attachmentStore } from './model';
import { filesRoutes } from './routes';
import { createSweep } from './sweep';

/** Files: attachments are checked by content, kept, bound to what they belong to, and given out. */
export const definition: ServiceDefinition = {
  name: 'files',
  create({ db, relay, creations, log }) {
    const store = attachmentStore(db, relay);
    const files = gridFsStore(db);
    const attachments = openAttachments(db, store, files, creations);
    const sweep = createSweep(attachments, log);
    return {
      routes: filesRoutes({ attachments, store, files }),
      activities: filesActivities(store),
      ensureIndexes: async () => {
        await ensureIndexes(store.collection, ATTACHMENT_INDEXES);
        await attachments.ensureIndexes();
      },
      start: async () => sweep.start(),
      stop: () => sweep.stop(),
    };
  },
};
