import { failure, type FieldProblem, type RecordKind } from '@kequan/contracts';
import { fieldProblems, type Form } from '@kequan/kit';
import { recordDraftOf } from '../forms';
import type { SheetRow } from './answer';
import { columnsOf, type FoundColumn } from './found-columns';
import { readSheet } from './read-sheet';
import { MOST_ROWS } from './reading/limits';
import { refusedFile } from './refused-file';
import { cellPath } from './cell-path';

/**
 * The drafts in a sheet, in the order of its rows. A sheet is taken whole or not at all: with one wrong cell nothing is
 * imported, so that who corrects it and imports it again has every row once.
 * @throws `ImportFileRefused`, `ImportRowsInvalid` that names every wrong cell by row and heading
 */
export async function draftsIn(kind: RecordKind, file: Buffer): Promise<Form[]> {
  const [headings, ...rows] = await readSheet(file);
  if (!headings || rows.length === 0) throw refusedFile('Empty');
  if (rows.length > MOST_ROWS) throw refusedFile('TooMuch');
  const problems: FieldProblem[] = [];
  const columns = columnsOf(kind, headings, problems);
  const seen = new Map<string, number>();
  const drafts = rows.map((row) => draftOf({ kind, columns, row, seen, problems }));
  if (problems.length > 0) throw failure('ImportRowsInvalid', { count: problems.length }, problems);
  return drafts;
}

interface RowReading {
  kind: RecordKind;
  columns: FoundColumn[];
  row: SheetRow;
  /** The unique values of the rows before, with their rows. */
  seen: Map<string, number>;
  problems: FieldProblem[];
}

function draftOf({ kind, columns, row: { rowNo, cells }, seen, problems }: RowReading): Form {
  const draft: Form = {};
  for (const { column, heading, at } of columns) {
    const wrong = (message: string) => problems.push({ path: cellPath(rowNo, heading), message });
    const cell = cells.find((one) => one.at === at)?.cell;
    if (!cell) {
      if (column.required) wrong('required');
      continue;
    }
    const read = column.read(cell);
    if ('wrong' in read) {
      wrong(read.wrong);
      continue;
    }
    if (column.unique) {
      const value = `${heading}:${String(read.value)}`;
      const before = seen.get(value);
      if (before !== undefined) wrong(`SameAsRow|row=${before}`);
      else seen.set(value, rowNo);
    }
    put(draft, column.path, read.value);
  }
  const parsed = recordDraftOf(kind).safeParse(draft);
  if (!parsed.success)
    for (const { path, message } of fieldProblems(parsed.error)) {
      const at = columns.find(({ column }) => path.startsWith(column.path.join('.')));
      problems.push({ path: cellPath(rowNo, at?.heading ?? path), message });
    }
  return draft;
}

function put(draft: Form, path: readonly string[], value: unknown): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) draft[first] = value;
  else put((draft[first] ??= {}) as Form, rest, value);
}
