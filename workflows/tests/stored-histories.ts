import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporal } from '@temporalio/proto';
import type { History } from './history-size';

const FOLDER = join(__dirname, '..', 'histories');
const MANIFEST = join(FOLDER, 'manifest.json');

/** One stored history of a released workflow. */
export interface StoredHistory {
  file: string;
  workflow: string;
  about: string;
  madeBy: string;
  sha256: string;
}

/** What the manifest says is stored. */
export async function manifest(): Promise<StoredHistory[]> {
  return existsSync(MANIFEST) ? (JSON.parse(await readFile(MANIFEST, 'utf8')) as StoredHistory[]) : [];
}

/** The files that are there. */
export async function storedFiles(): Promise<string[]> {
  const files = await readdir(FOLDER, { recursive: true });
  return files.filter((file) => file.endsWith('.json') && file !== 'manifest.json').sort();
}

/** The text of a stored history. */
export function readStored(file: string): Promise<string> {
  return readFile(join(FOLDER, file), 'utf8');
}

/** A history from its stored form. */
export function historyOf(plain: unknown): History {
  return temporal.api.history.v1.History.fromObject(plain as object);
}

/** A history as plain data: names for enumerations, base64 for bytes. */
function toPlain(history: History): object {
  const message = temporal.api.history.v1.History.fromObject(history);
  return temporal.api.history.v1.History.toObject(message, { enums: String, longs: String, bytes: String });
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Stores a history under a new name.
 * @throws Error when the name is taken: what was stored once is never edited
 */
export async function store(history: History, entry: Omit<StoredHistory, 'sha256'>): Promise<void> {
  const path = join(FOLDER, entry.file);
  if (existsSync(path)) throw new Error(`stored already, and never edited: ${entry.file}`);
  const text = `${JSON.stringify(toPlain(history), null, 2)}\n`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  const entries = [...(await manifest()), { ...entry, sha256: sha256Of(text) }];
  await writeFile(MANIFEST, `${JSON.stringify(entries, null, 2)}\n`);
}
