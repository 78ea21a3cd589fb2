import { DeterminismViolationError } from '@temporalio/workflow';
import * as workflows from './index';
import { replay } from './tests/replay';
import {
  historyOf,
  manifest,
  readStored,
  sha256Of,
  storedFiles,
  type StoredHistory,
} from './tests/stored-histories';

let stored: StoredHistory[];
beforeAll(async () => {
  stored = await manifest();
});

describe('the stored histories of released workflows', () => {
  test('when the manifest is compared with the files, then none was edited, dropped or added unsaid', async () => {
    expect(stored.map(({ file }) => file).sort()).toEqual(await storedFiles());
    for (const { file, sha256 } of stored)
      expect({ file, sha256: sha256Of(await readStored(file)) }).toEqual({ file, sha256 });
  });

  test('when a workflow is released, then it has a stored history', () => {
    expect(new Set(stored.map(({ workflow }) => workflow))).toEqual(new Set(Object.keys(workflows)));
  });

  test('when they are replayed, then the code of today does what it did then', async () => {
    for (const { file } of stored) await replay(historyOf(JSON.parse(await readStored(file))), file);
  });

  test.each([
    ['another service was asked', (history: Changed) => renameStep(history, 'openTask', 'nudgeTask')],
    ['another step of the home was taken', (history: Changed) => renameMarker(history, 'reserve', 'release')],
  ])('when a history is changed so that %s, then the gate refuses it', async (_, change) => {
    const file = 'institutionOnboarding/qualified.json';
    const history = JSON.parse(await readStored(file)) as Changed;
    expect(change(history)).toBeGreaterThan(0);
    await expect(replay(historyOf(history), file)).rejects.toBeInstanceOf(DeterminismViolationError);
  });
});

interface Changed {
  events: {
    eventType: string;
    activityTaskScheduledEventAttributes?: { activityType: { name: string } };
    markerRecordedEventAttributes?: { details: Record<string, { payloads: { data?: string }[] }> };
  }[];
}

/** @returns how many events it changed; so do the others */
function renameStep({ events }: Changed, from: string, to: string): number {
  const types = events.flatMap((event) => event.activityTaskScheduledEventAttributes?.activityType ?? []);
  const renamed = types.filter(({ name }) => name === from);
  for (const type of renamed) type.name = to;
  return renamed.length;
}

function renameMarker({ events }: Changed, from: string, to: string): number {
  const payloads = events
    .flatMap((event) => Object.values(event.markerRecordedEventAttributes?.details ?? {}))
    .flatMap((detail) => detail.payloads);
  let changed = 0;
  for (const payload of payloads) {
    const text = Buffer.from(payload.data ?? '', 'base64').toString();
    if (!text.includes(from)) continue;
    payload.data = Buffer.from(text.replaceAll(from, to)).toString('base64');
    changed += 1;
  }
  return changed;
}
