import type { Outcome } from '../act';
import { readAttachment } from '../load';
import { clientOf, type Run } from '../run';

/** Uploads an attachment of the journey. */
export async function uploadFile(
  run: Run,
  step: { actor: string; file: string; as: string },
): Promise<Outcome> {
  const file = run.journey.files[step.file];
  if (!file) throw new Error(`the journey has no file ${step.file}`);
  const view = await clientOf(run, step.actor).files.upload(
    file.name,
    file.mediaType,
    readAttachment(file.file),
  );
  if (view.name !== file.name || view.mediaType !== file.mediaType)
    throw new Error(`uploaded ${file.name} (${file.mediaType}), found ${view.name} (${view.mediaType})`);
  run.values.set(step.as, view.fileId);
  return { seen: `${view.name} ${view.sizeBytes} B` };
}
