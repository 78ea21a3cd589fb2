import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';

const ROTATE_ABOVE_BYTES = 5_000_000;

/** The last lines of a log, for an error message. */
export function logTail(file: string, lines = 15): string {
  if (!existsSync(file)) {
    return '';
  }
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

/** Puts a log that has grown large aside as `<file>.1`, so that logs stay bounded over restarts. */
export function rotateLog(file: string): void {
  if (existsSync(file) && statSync(file).size > ROTATE_ABOVE_BYTES) {
    renameSync(file, `${file}.1`);
  }
}
