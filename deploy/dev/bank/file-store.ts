import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReturnCode } from './behaviour';
import type { Payment } from './payment-file';

/** What became of one payment. */
export interface Settled extends Payment {
  /** Undefined when it was paid. */
  code: ReturnCode | undefined;
}

/** A file as the bank keeps it. What becomes of its payments is decided when it comes in, and told later. */
export interface KeptFile {
  fileId: string;
  sha256: string;
  payments: Settled[];
  /** ISO 8601, UTC. */
  acceptedAt: string;
  /** From when on its confirmation may be fetched. */
  confirmedFrom: string;
}

/** Keeps files in an append-only file, one JSON line each; they survive a restart. */
export interface FileStore {
  /** Keeps a file, or answers the one of the same id: the same text again changes nothing. */
  accept(fileId: string, text: string, payments: Settled[], confirmAfterMs: number): KeptFile;
  find(fileId: string): KeptFile | undefined;
  /** All files, oldest first. */
  list(): KeptFile[];
}

/** Opens the store in a folder, which is made when missing. */
export function openFileStore(dataDir: string): FileStore {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'files.jsonl');
  const files = existsSync(path) ? readLines(path) : [];
  const byId = new Map(files.map((file) => [file.fileId, file]));
  return {
    accept(fileId, text, payments, confirmAfterMs) {
      const before = byId.get(fileId);
      if (before !== undefined) return before;
      const kept: KeptFile = {
        fileId,
        sha256: hashOf(text),
        payments,
        acceptedAt: new Date().toISOString(),
        confirmedFrom: new Date(Date.now() + confirmAfterMs).toISOString(),
      };
      appendFileSync(path, `${JSON.stringify(kept)}\n`);
      files.push(kept);
      byId.set(fileId, kept);
      return kept;
    },
    find: (fileId) => byId.get(fileId),
    list: () => files,
  };
}

/** SHA-256 of a file's text, in hex. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A last line without its end was cut by a crash before it was acknowledged: it does not count. */
function readLines(path: string): KeptFile[] {
  const text = readFileSync(path, 'utf8');
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as KeptFile);
}
