import type { RecordKind } from '@kequan/contracts';
import type { Outcome } from '../act';
import { readAttachment } from '../load';
import { clientOf, type Run } from '../run';

/** Imports a sheet of the attachments; what it made can be named by later steps. @throws Refused */
export async function importRecords(
  run: Run,
  { actor, kind, file, as }: { actor: string; kind: RecordKind; file: string; as: string },
): Promise<Outcome> {
  const { catalog } = clientOf(run, actor);
  const { recordIds } = await catalog.importRecords(kind, file, readAttachment(file));
  for (const [index, recordId] of recordIds.entries()) run.values.set(`${as}.${index}`, recordId);
  return { seen: `${file} → ${recordIds.length}` };
}
