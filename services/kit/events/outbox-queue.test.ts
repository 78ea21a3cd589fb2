import { newId } from '@kequan/contracts';
import type { DocumentModel } from '../store/connection';
import type { Aggregate } from '../store/schema';
import { numbered, numberOf } from '../testing/purse';
import { OutboxQueue } from './outbox-queue';
import { stampEvents } from './stamp';

const model = {} as DocumentModel<Aggregate>;
const eventsOf = (subject: string, ...numbers: number[]) =>
  stampEvents('institution', subject, numbers.map(numbered), new Date());

function numbersIn(queue: OutboxQueue): number[] {
  const numbers: number[] = [];
  while (queue.size > 0) {
    const batch = queue.next();
    numbers.push(...batch.pending.map(({ event }) => numberOf(event)));
    queue.drop(batch);
  }
  return numbers;
}

describe('the queue before the broker', () => {
  it('when outboxes are offered again and out of turn, then each event is in it once, in order', () => {
    const queue = new OutboxQueue();
    const [first, second, third] = eventsOf('a', 1, 2, 3);
    if (!first || !second || !third) throw new Error('no events');
    queue.offer(model, 'a', [first, second]);
    queue.offer(model, 'a', [first]);
    queue.offer(model, 'a', [first, second, third]);
    expect(numbersIn(queue)).toEqual([1, 2, 3]);
    queue.offer(model, 'a', [second, third]);
    expect(queue.size).toBe(0);
  });

  it('when what was published could not be removed, then a sweep may offer it again', () => {
    const queue = new OutboxQueue();
    const events = eventsOf('a', 1);
    queue.offer(model, 'a', events);
    const batch = queue.next();
    queue.drop(batch);
    queue.forget(batch.pending);
    queue.offer(model, 'a', events);
    expect(numbersIn(queue)).toEqual([1]);
  });

  it('when more is offered than the memory may hold, then the rest stays outside and keeps its order', () => {
    const queue = new OutboxQueue();
    const numbers = Array.from({ length: 20_010 }, (_, n) => n);
    const events = eventsOf('a', ...numbers);
    queue.offer(model, 'a', events);
    expect(queue.size).toBe(20_000);
    const first = numbersIn(queue);
    queue.offer(model, 'a', events);
    expect([...first, ...numbersIn(queue)]).toEqual(numbers);
  });

  it('when events are large, then a batch stays within what the broker takes at once', () => {
    const queue = new OutboxQueue();
    const large = numbered(1);
    if ('title' in large.data) large.data.title = '大'.repeat(60_000);
    queue.offer(model, 'a', stampEvents('institution', 'a', [large, large, large, large], new Date()));
    const sizes: number[] = [];
    while (queue.size > 0) {
      const batch = queue.next();
      sizes.push(batch.pending.length);
      const bytes = batch.messages.reduce((sum, { value }) => sum + Buffer.byteLength(value), 0);
      expect(bytes).toBeLessThan(600_000);
      queue.drop(batch);
    }
    expect(sizes).toEqual([2, 2]);
  });

  it('when there are many small ones, then a batch has at most 500', () => {
    const queue = new OutboxQueue();
    queue.offer(model, 'a', eventsOf(newId(), ...Array.from({ length: 501 }, (_, n) => n)));
    expect(queue.next().messages).toHaveLength(500);
  });
});
