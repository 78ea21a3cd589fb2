import { pipeline } from 'node:stream/promises';
import { FileView, Id } from '@kequan/contracts';
import {
  allow,
  fileReceiver,
  requireReadable,
  route,
  type AggregateStore,
  type Caller,
  type Route,
} from '@kequan/kit';
import { z } from 'zod';
import type { Attachments } from './attachments';
import { contentDisposition } from './file-name';
import type { FileStore } from './file-store';
import type { Attachment } from './model';

const receiveFile = fileReceiver(10);
const FileParams = z.strictObject({ fileId: Id });

export interface FilesRoutesDependencies {
  attachments: Attachments;
  store: AggregateStore<Attachment>;
  files: FileStore;
}

/** The routes of files. A file is read by who uploaded it, the primary account that allocated him, and the staff of the programme. */
export function filesRoutes({ attachments, store, files }: FilesRoutesDependencies): Route[] {
  async function readable(fileId: string, caller: Caller): Promise<Attachment> {
    const attachment = await store.get(fileId);
    requireReadable(caller, attachment);
    return attachment;
  }
  return [
    route('POST /v1/files', allow.signedIn, {
      summary: 'Upload a PDF, PNG or JPEG of at most 10 MiB',
      answer: FileView,
      status: 201,
      idempotencyKey: 'optional',
      raw: 'request',
      handle: async ({ caller, key }, http) =>
        view(await attachments.upload(await receiveFile(http), caller, key)),
    }),
    route('GET /v1/files/:fileId', allow.signedIn, {
      summary: 'What is known of a file',
      params: FileParams,
      answer: FileView,
      handle: async ({ params, caller }) => view(await readable(params.fileId, caller)),
    }),
    route('GET /v1/files/:fileId/content', allow.signedIn, {
      summary: 'Download a file',
      params: FileParams,
      raw: 'answer',
      handle: async ({ params, caller }, { response }) => {
        const { mediaType, sizeBytes, name, contentId } = await readable(params.fileId, caller);
        response.setHeader('Content-Type', mediaType);
        response.setHeader('Content-Length', sizeBytes);
        response.setHeader('Content-Disposition', contentDisposition(name));
        // What somebody uploaded never runs as a page of ours.
        response.setHeader('Content-Security-Policy', 'sandbox');
        response.setHeader('X-Content-Type-Options', 'nosniff');
        await pipeline(files.read(contentId), response);
      },
    }),
  ];
}

function view({ _id, name, mediaType, sizeBytes, sha256, createdAt }: Attachment): FileView {
  return { fileId: _id, name, mediaType, sizeBytes, sha256, uploadedAt: createdAt.toISOString() };
}
