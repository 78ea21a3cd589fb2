import type { ServiceDefinition } from '@kequan/kit';
import { filesActivities } from './activities';
import { openAttachments } from './attachments';
import { gridFsStore } from './file-store';
import { attachmentStore } from './model';
import { filesRoutes } from './routes';
import { createSweep } from './sweep';

/** Files: attachments are checked by content, kept, bound to what they belong to, and given out. */
export const definition: ServiceDefinition = {
  name: 'files',
  create({ connection, relay, creations, log }) {
    const store = attachmentStore(connection, relay);
    const files = gridFsStore(connection);
    const attachments = openAttachments(connection, store, files, creations);
    const sweep = createSweep(attachments, log);
    return {
      routes: filesRoutes({ attachments, store, files }),
      activities: filesActivities(store),
      start: async () => sweep.start(),
      stop: () => sweep.stop(),
    };
  },
};
