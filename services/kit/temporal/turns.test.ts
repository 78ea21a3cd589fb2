import { Turns } from './turns';

/** Calls that end when they are told to. */
function openCalls(): { call: () => Promise<void>; begun: number; endOne: () => void } {
  const ends: (() => void)[] = [];
  const calls = {
    begun: 0,
    call: () => {
      calls.begun += 1;
      return new Promise<void>((resolve) => ends.push(resolve));
    },
    endOne: () => ends.shift()?.(),
  };
  return calls;
}

const soon = (): number => Date.now() + 60_000;

describe('M24 the turns of calls to one process', () => {
  it('when more come than may go at once, then the others wait, and each has its turn', async () => {
    const turns = new Turns(2);
    const calls = openCalls();
    const all = Promise.all(Array.from({ length: 5 }, () => turns.take('a', soon(), calls.call)));
    expect(calls.begun).toBe(2);
    for (const begun of [3, 4, 5]) {
      calls.endOne();
      await new Promise(setImmediate);
      expect(calls.begun).toBe(begun);
    }
    calls.endOne();
    calls.endOne();
    await all;
  });

  it('when one process is busy, then another is spoken to all the same', async () => {
    const turns = new Turns(1);
    const busy = openCalls();
    const first = turns.take('a', soon(), busy.call);
    await expect(turns.take('b', soon(), async () => 'b')).resolves.toBe('b');
    busy.endOne();
    await first;
  });

  it('when a call fails, then the next has its turn', async () => {
    const turns = new Turns(1);
    const failing = turns.take('a', soon(), () => Promise.reject(new Error('no')));
    const next = turns.take('a', soon(), async () => 'next');
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('next');
  });

  it('when the turn does not come before the deadline, then it is unavailable, and the place is not lost', async () => {
    const turns = new Turns(1);
    const busy = openCalls();
    const first = turns.take('a', soon(), busy.call);
    await expect(turns.take('a', Date.now(), busy.call)).rejects.toMatchObject({ code: 'Unavailable' });
    busy.endOne();
    await first;
    await expect(turns.take('a', soon(), async () => 'free')).resolves.toBe('free');
    expect(busy.begun).toBe(1);
  });
});
