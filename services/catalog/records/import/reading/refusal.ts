import type { SheetRefusalReason } from '../answer';

/** Why a workbook is not read. The only error that the reader throws on purpose. */
export class SheetRefusal extends Error {
  constructor(readonly reason: SheetRefusalReason) {
    super(reason);
  }
}

/** Makes one, to be thrown. */
export function refusal(reason: SheetRefusalReason): SheetRefusal {
  return new SheetRefusal(reason);
}
