import type { SheetRow } from './answer';
import { fewAtOnce } from './few-at-once';
import { readApart } from './read-apart';

/** As many processes as a small machine carries beside its service; a wait of a minute at the longest. */
const inTurn = fewAtOnce({ running: 2, waiting: 8 });

/** The filled rows of an uploaded workbook, read apart and in turn. @throws `ImportFileRefused`, `Unavailable` */
export function readSheet(file: Buffer): Promise<SheetRow[]> {
  return inTurn(() => readApart(file));
}
