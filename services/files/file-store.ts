import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mongo, type Connection } from 'mongoose';
import { nativeDatabase } from '@kequan/kit';

const { GridFSBucket, MongoRuntimeError, ObjectId } = mongo;

/** An ObjectId's. */
const CONTENT_ID_BYTES = 12;

/** Keeps the bytes of files. GridFS here; an object store would take its place in this file. */
export interface FileStore {
  put(contentId: string, content: Buffer): Promise<void>;
  /** Writes the bytes out; the way is left to the caller. */
  read(contentId: string): Readable;
  /** Removes the bytes, also those of an upload that broke off; nothing there is fine. */
  remove(contentId: string): Promise<void>;
}

/** An id for new content. Drawn at random, so that shards by file id (G16) fill evenly, which ids by time would not. */
export function newContentId(): string {
  return randomBytes(CONTENT_ID_BYTES).toString('hex');
}

/** The file store of a database. */
export function gridFsStore(connection: Connection): FileStore {
  const bucket = new GridFSBucket(nativeDatabase(connection), { bucketName: 'content' });
  return {
    async put(contentId, content) {
      await pipeline(
        Readable.from([content]),
        bucket.openUploadStreamWithId(new ObjectId(contentId), contentId),
      );
    },
    read: (contentId) => bucket.openDownloadStream(new ObjectId(contentId)),
    async remove(contentId) {
      try {
        await bucket.delete(new ObjectId(contentId));
      } catch (error) {
        // The driver removes the chunks first, and then complains that there was no file.
        if (!(error instanceof MongoRuntimeError && error.message.startsWith('File not found'))) throw error;
      }
    },
  };
}
