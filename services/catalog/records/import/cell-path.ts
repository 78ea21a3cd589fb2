/** How a cell is named to who filled it in: by its row as the sheet counts, and what stands above it. */
export function cellPath(rowNo: number, heading: string): string {
  return `rows.${rowNo}.${heading}`;
}
