/** Formats that a workbook may use without writing them out (ECMA-376 part 1, 18.8.30), as Chinese Excel shows them. */
const BUILT_IN = new Map([
  [0, 'General'],
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [5, '¥#,##0'],
  [6, '¥#,##0'],
  [7, '¥#,##0.00'],
  [8, '¥#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [11, '0.00E+00'],
  [12, '# ?/?'],
  [13, '# ??/??'],
  [37, '#,##0'],
  [38, '#,##0'],
  [39, '#,##0.00'],
  [40, '#,##0.00'],
  [41, '#,##0'],
  [42, '¥#,##0'],
  [43, '#,##0.00'],
  [44, '¥#,##0.00'],
  [48, '##0.0E+0'],
  [49, '@'],
]);
const DAY = 'yyyy-mm-dd';
const TIME = 'h:mm:ss';
const DAYS: readonly (readonly [from: number, to: number])[] = [
  [14, 17],
  [22, 22],
  [27, 31],
  [36, 36],
  [50, 54],
  [57, 58],
];
const TIMES: readonly (readonly [from: number, to: number])[] = [
  [18, 21],
  [32, 35],
  [45, 47],
  [55, 56],
];

/** A built-in format's code; days and times by one code each, for only what they are matters. Unknown ones are `?`. */
export function builtInFormat(id: number): string {
  const within = ([from, to]: readonly [number, number]): boolean => id >= from && id <= to;
  if (DAYS.some(within)) return DAY;
  return TIMES.some(within) ? TIME : (BUILT_IN.get(id) ?? '?');
}
