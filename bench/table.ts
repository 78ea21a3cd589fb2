import type { Comparison } from './measure';

/** A table whose columns are as wide as they need to be. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Comparisons as lines: each figure beside its control, and whether the aim is met. */
export function comparisonTable(comparisons: readonly Comparison[]): string {
  return table([
    ['what', '/s', 'control', '/s', 'ratio', 'aim', ''],
    ...comparisons.map(({ name, rate, control, controlRate, ratio, aim }) => [
      name,
      rate.toFixed(1),
      control,
      controlRate.toFixed(1),
      ratio.toFixed(2),
      aim.toFixed(2),
      ratio >= aim ? 'met' : 'not met',
    ]),
  ]);
}
