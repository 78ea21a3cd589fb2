import type { KillableName } from '@kequan/dev';
import type { Strike } from './plan';
import { createStriker } from './striker';

const strike = (step: number, victim: Strike['victim']): Strike => ({ step, victim, afterMs: 0, awayMs: 0 });

function recorded(): {
  calls: string[];
  kill: (name: KillableName) => Promise<void>;
  restart: (name: KillableName) => Promise<void>;
} {
  const calls: string[] = [];
  return {
    calls,
    kill: async (name) => void calls.push(`kill ${name}`),
    restart: async (name) => void calls.push(`restart ${name}`),
  };
}

describe('the one who kills', () => {
  test('when steps begin, then each planned kill is done once and its victim started again', async () => {
    const system = recorded();
    const striker = createStriker(system, [strike(1, 'kafka'), strike(3, 'host')], () => undefined);

    for (let step = 0; step < 5; step += 1) await striker.stepBegins();
    const struck = await striker.done();

    expect(system.calls.filter((call) => call.endsWith('kafka'))).toEqual(['kill kafka', 'restart kafka']);
    expect(system.calls.filter((call) => call.endsWith('host'))).toEqual(['kill host', 'restart host']);
    expect(struck.map(({ victim }) => victim).sort()).toEqual(['host', 'kafka']);
  });

  test('when a victim is due that is not up again, then the step waits for it', async () => {
    const order: string[] = [];
    const system = {
      kill: async () => void order.push('killed'),
      async restart() {
        await new Promise(setImmediate);
        order.push('up again');
      },
    };
    const striker = createStriker(system, [strike(0, 'host'), strike(1, 'host')], () => undefined);

    await striker.stepBegins();
    await striker.stepBegins();
    order.push('second step begins');
    await striker.done();

    expect(order).toEqual(['killed', 'up again', 'second step begins', 'killed', 'up again']);
  });

  test('when a victim does not come back, then the end says so', async () => {
    const system = { kill: async () => undefined, restart: () => Promise.reject(new Error('no answer')) };
    const striker = createStriker(system, [strike(0, 'mongodb')], () => undefined);
    await striker.stepBegins();

    await expect(striker.done()).rejects.toThrow('no answer');
  });
});
