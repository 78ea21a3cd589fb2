/** How many rows a sheet may have beside its headings; blank ones are not counted, but nothing may stand below. */
export const MOST_ROWS = 500;
/** How large an uploaded workbook may be. */
export const MOST_FILE_MEBIBYTES = 2;

/** What a workbook may hold. Each is checked while it is read, never afterwards. */
export const LIMITS = {
  /** Files in the package. */
  entries: 200,
  /** Bytes that all files of the package unpack to. */
  unpackedBytes: 20 * 1024 * 1024,
  /** Elements within elements. */
  xmlDepth: 32,
  /** Columns with anything in them. */
  columns: 100,
  /** Characters of one cell; Excel takes no more. */
  cellCharacters: 32_767,
  /** Characters of all cells: a shared text counts wherever it stands. */
  sheetCharacters: 1_000_000,
  sharedTexts: 100_000,
  /** Excel takes no more. */
  cellStyles: 65_490,
  sheets: 500,
} as const;

/** The last row and column that Excel knows. */
export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_384;
