import { failure } from '@kequan/contracts';
import type { Route } from '@kequan/kit';
import multer, { MulterError } from 'multer';

type Http = Parameters<Route['handle']>[1];

const MOST_BYTES = 10 * 1024 * 1024;
const FIELD = 'file';

const receiveOne = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: MOST_BYTES, files: 1, fields: 0, parts: 1, headerPairs: 20 },
  // Browsers send names in UTF-8.
  defParamCharset: 'utf8',
}).single(FIELD);

/**
 * Reads the one file of a multipart request.
 * @throws `MediaTypeUnsupported`, `FileTooLarge`, `InputInvalid` when there is no file, more than one, or the form is broken
 */
export async function receiveFile({ request, response }: Http): Promise<{ name: string; content: Buffer }> {
  if (!request.is('multipart/form-data'))
    throw failure('MediaTypeUnsupported', { expected: 'multipart/form-data' });
  await new Promise<void>((resolve, reject) => {
    receiveOne(request, response, (error?: unknown) => {
      if (error) reject(asInputFailure(error));
      else resolve();
    });
  });
  if (!request.file) throw wrongFile('required');
  return { name: request.file.originalname, content: request.file.buffer };
}

/** What the reader of forms complains of is a fault of the input: it has no other source. */
function asInputFailure(error: unknown): Error {
  if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE')
    return failure('FileTooLarge', { limit: '10 MiB' });
  return wrongFile('invalid');
}

function wrongFile(message: string): Error {
  return failure('InputInvalid', { count: 1 }, [{ path: `body.${FIELD}`, message }]);
}
