import { failure, newId, withdraw, type FailureCode } from '@kequan/contracts';
import type { AggregateStore } from '../store/aggregate';
import type { Aggregate } from '../store/schema';
import type { Processes } from '../temporal/process-calls';
import { updateOnce } from './through-process';

const key = newId();

/** A document whose process has done, or not, what it was asked for, and then answers as it does. */
function asked(isDone: boolean, answer: FailureCode | undefined) {
  let doc = { _id: newId(), applied: [] as string[] } as unknown as Aggregate;
  const store = { find: async () => doc, get: async () => doc } as unknown as AggregateStore<Aggregate>;
  const update = async (): Promise<void> => {
    if (isDone) doc = { ...doc, applied: [key] };
    if (answer) throw failure(answer);
  };
  const processes = { update } as unknown as Processes;
  return updateOnce({ store, processes, doc, key }, 'a/1', {
    message: withdraw,
    input: () => ({ key, withdrawnBy: newId() }),
    ifGone: 'NotUnderReview',
  });
}

describe('M24 what a process is asked for, once', () => {
  it.each([undefined, 'Unavailable', 'NotFound', 'TaskNotOpen'] as const)(
    'when it was done and the process answers %s, then the document tells who won',
    async (answer) => {
      await expect(asked(true, answer)).resolves.toMatchObject({ applied: [key] });
    },
  );

  it.each([
    ['Unavailable', 'Unavailable'],
    ['NotFound', 'NotUnderReview'],
    ['TaskNotOpen', 'TaskNotOpen'],
  ] as const)(
    'when it was not done and the process answers %s, then it is refused with %s',
    async (answer, told) => {
      await expect(asked(false, answer)).rejects.toMatchObject({ code: told });
    },
  );
});
