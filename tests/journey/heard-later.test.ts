import type { FailureCode } from '@kequan/contracts';
import { Refused } from '../client';
import { untilHeard } from './heard-later';

function refusal(code: FailureCode): Refused {
  return new Refused('POST /v1/services', {
    type: `/problems/${code}`,
    title: code,
    status: 409,
    detail: code,
    code,
    requestId: 'r',
  });
}

describe('what a service hears later', () => {
  test('when it has not heard yet, then it is asked again until it has', async () => {
    const refusals = [refusal('OpenShopRequired'), refusal('OpenShopRequired')];
    const granted = untilHeard('a service', 5_000, () => {
      const refused = refusals.shift();
      return refused ? Promise.reject(refused) : Promise.resolve('granted');
    });
    expect(await granted).toBe('granted');
    expect(refusals).toEqual([]);
  });

  test('when it refuses for another reason, then that is the answer at once', async () => {
    let asked = 0;
    const work = (): Promise<never> => {
      asked += 1;
      return Promise.reject(refusal('ServiceNotListed'));
    };
    await expect(untilHeard('a service', 5_000, work)).rejects.toThrow('ServiceNotListed');
    expect(asked).toBe(1);
  });

  test('when it never hears, then the patience ends', async () => {
    const work = (): Promise<never> => Promise.reject(refusal('OpenShopRequired'));
    await expect(untilHeard('a service', 50, work)).rejects.toThrow('OpenShopRequired');
  });
});
