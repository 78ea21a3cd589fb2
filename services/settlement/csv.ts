/** One record of a CSV text (RFC 4180): a field that has a comma, a quote or a line break is quoted. */
export function csvLine(fields: readonly (string | number)[]): string {
  return `${fields.map(quoted).join(',')}\r\n`;
}

function quoted(field: string | number): string {
  const words = String(field);
  return /[",\r\n]/.test(words) ? `"${words.replace(/"/g, '""')}"` : words;
}

/** The records of a CSV text whose fields have no line breaks; blank lines are left out. */
export function csvRecords(text: string): string[][] {
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map(fieldsOf);
}

function fieldsOf(line: string): string[] {
  return [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quotedText, plain]) => quotedText?.replace(/""/g, '"') ?? plain ?? '',
  );
}
