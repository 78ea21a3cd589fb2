import { setTimeout as delay } from 'node:timers/promises';
import { closedLoop, openLoop, percentile } from './latency';

describe('how long answers take', () => {
  test('when figures are given, then a percentile is the nearest rank', () => {
    const figures = Array.from({ length: 100 }, (_none, index) => 100 - index);

    expect(percentile(figures, 0.5)).toBe(50);
    expect(percentile(figures, 0.99)).toBe(99);
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });

  test('when one stalls in a closed loop, then no more are begun than may be at once', async () => {
    let now = 0;
    let most = 0;
    const { samples } = await closedLoop([1, 2, 3, 4, 5], 2, async () => {
      now += 1;
      most = Math.max(most, now);
      await delay(1);
      now -= 1;
    });

    expect(samples).toBe(5);
    expect(most).toBe(2);
  });

  test('when work stalls at a steady rate, then the rest begins all the same', async () => {
    const order: number[] = [];
    let release: () => void = () => undefined;
    const stalled = new Promise<void>((resolve) => (release = resolve));
    const { samples } = await openLoop([0, 1, 2, 3], 1_000, async (item) => {
      order.push(item);
      if (item === 0) await stalled;
      if (item === 3) release();
    });

    expect(order).toEqual([0, 1, 2, 3]);
    expect(samples).toBe(4);
  });

  test('when work is refused, then it is said after all have ended', async () => {
    const refuse = (): Promise<never> => Promise.reject(new Error('no'));
    await expect(openLoop([1, 2], 1_000, refuse)).rejects.toThrow('2 were refused');
  });
});
