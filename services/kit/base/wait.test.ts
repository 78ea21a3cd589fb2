import { backOffMs, endsBefore, endsWithin, pause } from './wait';

describe('waiting', () => {
  it('when it is aborted, then it answers false at once', async () => {
    const stopping = new AbortController();
    const waiting = pause(60_000, stopping.signal);
    stopping.abort();
    await expect(waiting).resolves.toBe(false);
    await expect(pause(60_000, stopping.signal)).resolves.toBe(false);
  });

  it('when attempts go on, then the wait doubles and stays within its bound', () => {
    expect(backOffMs(1, 100, 5_000)).toBeGreaterThanOrEqual(90);
    expect(backOffMs(1, 100, 5_000)).toBeLessThanOrEqual(110);
    expect(backOffMs(3, 100, 5_000)).toBeGreaterThanOrEqual(360);
    expect(backOffMs(1_000, 100, 5_000)).toBeLessThanOrEqual(5_500);
  });

  it('when work hangs, then it is no longer waited for', async () => {
    await expect(endsWithin(new Promise(() => undefined), 10)).resolves.toBe(false);
    await expect(endsWithin(Promise.resolve(), 60_000)).resolves.toBe(true);
    await expect(endsWithin(Promise.reject(new Error('no')), 60_000)).rejects.toThrow('no');
  });

  it('when a signal is aborted first, then the work is no longer waited for', async () => {
    const stopping = new AbortController();
    const hanging = endsBefore(new Promise(() => undefined), stopping.signal);
    await expect(endsBefore(Promise.resolve(), stopping.signal)).resolves.toBe(true);
    await expect(endsBefore(Promise.reject(new Error('no')), stopping.signal)).rejects.toThrow('no');
    stopping.abort();
    await expect(hanging).resolves.toBe(false);
    await expect(endsBefore(new Promise(() => undefined), stopping.signal)).resolves.toBe(false);
  });
});
