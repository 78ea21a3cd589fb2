import type { FieldProblem, RecordKind } from '@kequan/contracts';
import type { SheetRow } from './answer';
import { cellPath } from './cell-path';
import { textCell } from './cells';
import { COLUMNS, headingOf, type Column } from './columns';

/** A column where it stands in a sheet. */
export interface FoundColumn {
  column: Column;
  heading: string;
  /** From 0. */
  at: number;
}

/** Where each column stands in this sheet, by its heading; unknown and missing headings are noted. */
export function columnsOf(
  kind: RecordKind,
  { rowNo, cells }: SheetRow,
  problems: FieldProblem[],
): FoundColumn[] {
  const found = cells.map(({ at, cell }) => {
    const read = textCell(cell);
    return { at, heading: 'value' in read ? String(read.value) : '?' };
  });
  const known = COLUMNS[kind].map((column) => ({ column, heading: headingOf(kind, column) }));
  for (const { heading } of found)
    if (!known.some((one) => one.heading === heading))
      problems.push({ path: cellPath(rowNo, heading), message: 'unknown' });
  return known.flatMap(({ column, heading }) => {
    const at = found.find((one) => one.heading === heading)?.at;
    if (at !== undefined) return [{ column, heading, at }];
    if (column.required) problems.push({ path: cellPath(rowNo, heading), message: 'required' });
    return [];
  });
}
