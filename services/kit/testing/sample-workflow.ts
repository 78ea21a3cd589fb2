import {
  ApplicationFailure,
  condition,
  defineQuery,
  defineSignal,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';

interface Keyed {
  key: string;
}

const { work } = proxyActivities<{ work(amount: number): Promise<number> }>({
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '30s',
  retry: { initialInterval: '10ms' },
});

/** The same as a step on the home's own facts: in the workflow's task, as most steps of ours are. */
const local = proxyLocalActivities<{ work(amount: number): Promise<number> }>({ startToCloseTimeout: '10s' });

/** A process for tests of how services speak to processes: it adds up, and ends when it is told to. */
export async function sample(): Promise<number> {
  let total = 0;
  let isOver = false;
  setHandler(
    defineUpdate<number, [{ amount: number }]>('add'),
    async ({ amount }) => {
      const added = await work(amount);
      total += added;
      return total;
    },
    {
      validator: ({ amount }) => {
        if (amount < 0) throw ApplicationFailure.nonRetryable('InputInvalid', 'InputInvalid');
      },
    },
  );
  let winner: string | undefined;
  const requireFree = ({ key }: Keyed): void => {
    if (winner !== undefined && winner !== key)
      throw ApplicationFailure.nonRetryable('StageNotOpen', 'StageNotOpen');
  };
  // The first has it; nobody after him.
  const win = async (input: Keyed): Promise<string> => {
    requireFree(input);
    winner = input.key;
    await local.work(0);
    return input.key;
  };
  setHandler(defineUpdate<string, [Keyed]>('win'), win, { validator: requireFree });
  setHandler(
    defineUpdate<string, [Keyed]>('winAndEnd'),
    async (input) => {
      const won = await win(input);
      isOver = true;
      return won;
    },
    { validator: requireFree },
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
  setHandler(defineUpdate<boolean, [{ days: number }]>('tell'), ({ days }) => {
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
