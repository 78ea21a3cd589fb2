import { readSheet } from 'read-excel-file/node';
import { failure, type FieldProblem, type RecordKind } from '@kequan/contracts';
import { fieldProblems, type Form } from '@kequan/kit';
import { recordDraftOf } from '../forms';
import type { Cell } from './cells';
import { COLUMNS, headingOf, type Column } from './columns';
import { MOST_ROWS, refusedFile, requireHarmlessWorkbook } from './workbook-guard';

/**
 * The drafts in a sheet, in the order of its rows. A sheet is taken whole or not at all: with one wrong cell nothing is
 * imported, so that who corrects it and imports it again has every row once.
 * @throws `ImportFileRefused`, `ImportRowsInvalid` that names every wrong cell by row and heading
 */
export async function draftsIn(kind: RecordKind, file: Buffer): Promise<Form[]> {
  requireHarmlessWorkbook(file);
  const [headings = [], ...rows] = await cellsOf(file);
  if (rows.filter(isFilled).length === 0) throw refusedFile('Empty');
  if (rows.length > MOST_ROWS) throw refusedFile('TooMuch');
  const problems: FieldProblem[] = [];
  const columns = columnsOf(kind, headings, problems);
  const seen = new Map<string, number>();
  const drafts = rows.flatMap((row, index) =>
    isFilled(row) ? [draftOf({ kind, columns, row, rowNo: index + 2, seen, problems })] : [],
  );
  if (problems.length > 0) throw failure('ImportRowsInvalid', { count: problems.length }, problems);
  return drafts;
}

async function cellsOf(file: Buffer): Promise<Cell[][]> {
  try {
    return (await readSheet(file)) as unknown as Cell[][];
  } catch {
    // Whatever the reader complains of is a fault of the file: it has no other source.
    throw refusedFile('Unreadable');
  }
}

function isFilled(row: readonly Cell[]): boolean {
  return row.some((cell) => cell !== null && String(cell).trim() !== '');
}

/** Where each column stands in this sheet, by its heading; unknown and missing headings are noted. */
function columnsOf(
  kind: RecordKind,
  headings: readonly Cell[],
  problems: FieldProblem[],
): { column: Column; heading: string; at: number }[] {
  const found = headings.map((cell) => String(cell ?? '').trim());
  const known = COLUMNS[kind].map((column) => ({ column, heading: headingOf(kind, column) }));
  for (const heading of found)
    if (heading !== '' && !known.some((one) => one.heading === heading))
      problems.push({ path: pathOf(1, heading), message: 'unknown' });
  return known.flatMap(({ column, heading }) => {
    const at = found.indexOf(heading);
    if (at >= 0) return [{ column, heading, at }];
    if (column.required) problems.push({ path: pathOf(1, heading), message: 'required' });
    return [];
  });
}

interface RowReading {
  kind: RecordKind;
  columns: { column: Column; heading: string; at: number }[];
  row: readonly Cell[];
  /** As the sheet counts, from 1. */
  rowNo: number;
  /** The unique values of the rows before, with their rows. */
  seen: Map<string, number>;
  problems: FieldProblem[];
}

function draftOf({ kind, columns, row, rowNo, seen, problems }: RowReading): Form {
  const draft: Form = {};
  for (const { column, heading, at } of columns) {
    const wrong = (message: string) => problems.push({ path: pathOf(rowNo, heading), message });
    const cell = row[at] ?? null;
    if (cell === null || String(cell).trim() === '') {
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
      problems.push({ path: pathOf(rowNo, at?.heading ?? path), message });
    }
  return draft;
}

function put(draft: Form, path: readonly string[], value: unknown): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) draft[first] = value;
  else put((draft[first] ??= {}) as Form, rest, value);
}

function pathOf(rowNo: number, heading: string): string {
  return `rows.${rowNo}.${heading}`;
}
