import { failure, type Failure } from '@kequan/contracts';
import type { SheetRefusalReason } from './answer';
import { MOST_FILE_MEBIBYTES, MOST_ROWS } from './reading/limits';

/** A workbook that is not read. @param reason what is wrong with it */
export function refusedFile(reason: SheetRefusalReason): Failure {
  return failure('ImportFileRefused', { rows: MOST_ROWS, limit: `${MOST_FILE_MEBIBYTES} MiB` }, [
    { path: 'body.file', message: `Sheet${reason}` },
  ]);
}
