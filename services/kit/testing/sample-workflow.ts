import {
  ApplicationFailure,
  condition,
  defineQuery,
  defineSignal,
  defineUpdate,
  proxyActivities,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';

const { work } = proxyActivities<{ work(amount: number): Promise<number> }>({
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '30s',
  retry: { initialInterval: '10ms' },
});

/** A process for tests of how services speak to processes: it adds up, and ends when it is told to. */
export async function sample(): Promise<number> {
  let total = 0;
  let isOver = false;
  setHandler(
    defineUpdate<number, [number]>('add'),
    async (amount) => {
      total += await work(amount);
      return total;
    },
    {
      validator: (amount) => {
        if (amount < 0) throw ApplicationFailure.nonRetryable('InputInvalid', 'InputInvalid');
      },
    },
  );
  setHandler(defineUpdate<boolean>('end'), () => (isOver = true));
  // It never answers: the process ends before.
  setHandler(defineUpdate<boolean>('endWithoutAnswer'), async () => {
    isOver = true;
    await condition(() => false);
    return true;
  });
  setHandler(defineQuery<number>('total'), () => total);
  // Each telling counts as one, so that one that is heard twice shows.
  setHandler(defineSignal('count'), () => void (total += 1));
  setHandler(defineUpdate<boolean, [number]>('tell'), (days) => {
    upsertSearchAttributes([
      { key: defineSearchAttributeKey('KequanWaitDays', 'INT'), value: days },
      { key: defineSearchAttributeKey('KequanForfeits', 'BOOL'), value: true },
      { key: defineSearchAttributeKey('KequanProgramme', 'KEYWORD'), value: 'shaanxi' },
      { key: defineSearchAttributeKey('KequanWaitingSince', 'DATETIME'), value: new Date(0) },
    ]);
    return true;
  });
  await condition(() => isOver);
  return total;
}
