import { newId } from '@kequan/contracts';
import { createLog } from '../base/log';
import type { DocumentModel } from '../store/connection';
import type { Aggregate } from '../store/schema';
import { numbered } from '../testing/purse';
import type { PendingEvent } from './outbox-queue';
import { stampEvents } from './stamp';
import { createTidier } from './tidy';

/** How often the store was asked to take events out. */
let writes = 0;
const model = {
  updateMany: () => {
    writes += 1;
    return Promise.resolve();
  },
} as unknown as DocumentModel<Aggregate>;

function acknowledged(): PendingEvent[] {
  const id = newId();
  return stampEvents('institution', id, [numbered(1)], new Date()).map((event) => ({
    model,
    id,
    event,
  }));
}

beforeEach(() => {
  writes = 0;
  jest.useFakeTimers();
});
afterEach(() => jest.useRealTimers());

it('when a burst goes on, then its outboxes wait for its end, but half a second at most', async () => {
  const tidier = createTidier(createLog('silent', 'test'), () => undefined);
  for (let passedMs = 0; passedMs < 480; passedMs += 40) {
    tidier.acknowledged(acknowledged());
    await jest.advanceTimersByTimeAsync(40);
  }
  expect(writes).toBe(0);
  for (let passedMs = 0; passedMs < 120; passedMs += 40) {
    tidier.acknowledged(acknowledged());
    await jest.advanceTimersByTimeAsync(40);
  }
  expect(writes).toBe(1);
});

it('when nothing follows, then outboxes are tidied at once', async () => {
  const tidier = createTidier(createLog('silent', 'test'), () => undefined);
  tidier.acknowledged(acknowledged());
  await jest.advanceTimersByTimeAsync(60);
  expect([writes, tidier.backlog()]).toEqual([1, 0]);
});
