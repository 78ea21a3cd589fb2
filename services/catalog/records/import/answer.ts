import { z } from 'zod';

/** Why a workbook is not read; each is the end of a text key `fields.Sheet…`. */
export const SheetRefusalReason = z.enum([
  'Unreadable',
  'NotXlsx',
  'Password',
  'TooMuch',
  'DocumentType',
  'Formula',
  'Empty',
]);
export type SheetRefusalReason = z.output<typeof SheetRefusalReason>;

/** A cell with something in it. A day is `yyyy-mm-dd`, whatever the time zone of who reads it. */
export const SheetCell = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('number'),
    /** As the file has it. */
    raw: z.string(),
    /** As the cell's format shows it; null when we cannot tell. */
    shown: z.string().nullable(),
    /** Whether what is shown is the whole number, to the 15 digits that a sheet keeps. */
    exact: z.boolean(),
  }),
  z.object({ type: z.literal('day'), day: z.string() }),
  z.object({ type: z.literal('boolean'), text: z.string() }),
  z.object({ type: z.literal('error'), text: z.string() }),
]);
export type SheetCell = z.output<typeof SheetCell>;

/** A row with something in it: its number as the sheet counts, from 1, and its cells by column, from 0. */
export const SheetRow = z.object({
  rowNo: z.number(),
  cells: z.array(z.object({ at: z.number(), cell: SheetCell })),
});
export type SheetRow = z.output<typeof SheetRow>;

/** What the reader's process answers. */
export const SheetAnswer = z.union([
  z.object({ rows: z.array(SheetRow) }),
  z.object({ refused: SheetRefusalReason }),
]);
export type SheetAnswer = z.output<typeof SheetAnswer>;
