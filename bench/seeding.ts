import type { Db } from 'mongodb';
import { creditCodeCheckCharacter } from '@kequan/contracts';

/** A document of a service, as a bench puts it into the store itself. */
export type Draft = { _id: string } & Record<string, unknown>;

/** Inserts documents as their services keep them. */
export async function insert(db: Db, name: string, documents: Draft[]): Promise<void> {
  const now = new Date();
  const kept = { version: 1, applied: ['made'], outbox: [], createdAt: now, updatedAt: now };
  await db.collection<Draft>(name).insertMany(documents.map((document) => ({ ...document, ...kept })));
}

/** An uploaded file that is bound to nothing yet. */
export function attachmentOf(fileId: string, ownerAccountId: string, programmeId: string): Draft {
  return {
    _id: fileId,
    ownerAccountId,
    programmeId,
    name: '营业执照.pdf',
    mediaType: 'application/pdf',
    sizeBytes: 1_000,
    sha256: '0'.repeat(64),
    contentId: fileId,
    attached: false,
    subjectIds: [],
  };
}

/** A credit code with a right check character. @param region the first eight digits */
export function aUnitCode(region: string): string {
  const digits = Array.from({ length: 9 }, () => Math.floor(Math.random() * 10)).join('');
  const body = `${region}${digits}`;
  return `${body}${creditCodeCheckCharacter(body) ?? ''}`;
}
