import { failure } from '@kequan/contracts';
import multer, { MulterError } from 'multer';
import type { Route } from './route';

type Http = Parameters<Route['handle']>[1];

const MEBIBYTE = 1024 * 1024;
const FIELD = 'file';

/** A file as it came, its name as the sender wrote it. */
export interface ReceivedFile {
  name: string;
  content: Buffer;
}

/**
 * Reads the one file of a multipart request, of so many MiB at most.
 * @throws `MediaTypeUnsupported`, `FileTooLarge`, `InputInvalid` when there is no file, more than one, or the form is broken
 */
export function fileReceiver(mostMebibytes: number): (http: Http) => Promise<ReceivedFile> {
  const receiveOne = multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: mostMebibytes * MEBIBYTE, files: 1, fields: 0, parts: 1, headerPairs: 20 },
    // Browsers send names in UTF-8.
    defParamCharset: 'utf8',
  }).single(FIELD);

  return async ({ request, response }) => {
    if (!request.is('multipart/form-data'))
      throw failure('MediaTypeUnsupported', { expected: 'multipart/form-data' });
    await new Promise<void>((resolve, reject) => {
      receiveOne(request, response, (error?: unknown) => {
        if (error) reject(asInputFailure(error, `${mostMebibytes} MiB`));
        else resolve();
      });
    });
    if (!request.file) throw wrongFile('required');
    return { name: request.file.originalname, content: request.file.buffer };
  };
}

/** What the reader of forms complains of is a fault of the input: it has no other source. */
function asInputFailure(error: unknown, limit: string): Error {
  if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE')
    return failure('FileTooLarge', { limit });
  return wrongFile('invalid');
}

function wrongFile(message: string): Error {
  return failure('InputInvalid', { count: 1 }, [{ path: `body.${FIELD}`, message }]);
}
