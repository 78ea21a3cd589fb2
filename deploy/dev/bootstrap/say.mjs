/** Ends with one line that says what is wrong. */
export function fail(line) {
  console.error(line);
  process.exit(1);
}
