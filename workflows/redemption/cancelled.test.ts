import { CancelledFailure } from '@temporalio/common';
import { DECIDED_BY_RULES, type DealStep } from '@kequan/contracts';
import { causeOf } from '../tests/ends';
import { refusedCode } from '../tests/people';
import { RedemptionPeople, type Stretch } from '../tests/redemption-people';
import { sharedRig } from '../tests/shared-rig';
import { until } from '../tests/until';

const rig = sharedRig();
let people: RedemptionPeople;
beforeEach(() => {
  people = new RedemptionPeople(rig);
});

type Case = [last: Stretch, holds: number];
const BEFORE_DELIVERY: Case[] = [
  ['reserved', 0],
  ['accepted', 0],
  ['placed', 1],
  ['taken', 1],
];

describe('a deal that is called off', () => {
  test.each(BEFORE_DELIVERY)(
    'when it is %s and the user calls it off, then it ends, and what was held is free',
    async (last, holds) => {
      await people.come(last);
      await people.callOff({ reason: '项目取消' });
      expect(await people.end()).toEqual({ ended: 'cancelled' });
      expect(people.steps.at(-1)).toMatchObject({ kind: 'cancel', party: 'user', reason: '项目取消' });
      expect(rig.fakes.of('releaseHold')).toHaveLength(holds);
    },
  );

  test('when the provider calls it off, then only while he serves', async () => {
    await people.come('placed');
    expect(await refusedCode(people.callOff({ party: 'provider' }))).toBe('DealStepNotOpen');
    await people.takeOrder('take');
    await people.callOff({ party: 'provider', by: people.providerId, reason: '设备故障' });
    expect(await people.end()).toEqual({ ended: 'cancelled' });
    expect(people.steps.at(-1)).toMatchObject({ kind: 'cancel', party: 'provider' });
    expect(rig.fakes.of('releaseHold')).toHaveLength(1);
  });

  test.each(['delivered', 'confirmed', 'claimed'] as const)(
    'M25: when it is %s, then it is called off by nobody, and the provider has not worked for nothing',
    async (last) => {
      await people.come(last);
      for (const party of ['user', 'provider'] as const)
        expect(await refusedCode(people.callOff({ party }))).toBe('DealStepNotOpen');
      expect(rig.fakes.of('releaseHold')).toEqual([]);
      if (last !== 'claimed') return;
      await people.newTask();
      await people.withdraw();
      expect(await refusedCode(people.callOff())).toBe('DealStepNotOpen');
    },
  );
});

const OPERATOR: [last: Stretch | 'disputed', undone: DealStep['kind'][], holds: number, invoices: number][] =
  [
    ['reserved', ['cancel'], 0, 0],
    ['placed', ['cancel'], 1, 0],
    ['confirmed', ['cancel'], 1, 0],
    ['disputed', ['decideDispute', 'cancel'], 1, 0],
    ['claimed', ['withdrawClaim', 'cancel'], 1, 1],
    ['checked', ['withdrawClaim', 'cancel'], 1, 1],
  ];

describe('an operator who cancels', () => {
  test.each(OPERATOR)(
    'when the deal is %s, then it is called off, and everything that it took is given back',
    async (last, undone, holds, invoices) => {
      await people.come(last === 'disputed' ? 'delivered' : last);
      if (last === 'disputed') await people.confirm('dispute');
      const before = people.steps.length;
      await people.handle.cancel();
      const cause = await causeOf(people.end());
      expect(cause).toBeInstanceOf(CancelledFailure);
      expect(people.stepKinds.slice(before)).toEqual(undone);
      expect(people.steps.at(-1)).toMatchObject({ kind: 'cancel', by: DECIDED_BY_RULES });
      expect(rig.fakes.of('releaseHold')).toHaveLength(holds);
      expect(rig.fakes.of('releaseInvoiceNumber')).toHaveLength(invoices);
    },
  );

  test('when a hold is on its way, then it is let go after it was taken', async () => {
    await people.come('accepted');
    rig.fakes.onNext('holdVoucher', async () => {
      await people.handle.cancel();
    });
    await people.order();
    expect(await causeOf(people.end())).toBeInstanceOf(CancelledFailure);
    await until('the release', () => rig.fakes.of('releaseHold')[0]);
    const steps = rig.fakes.calls.map(({ step }) => step);
    expect(steps.indexOf('holdVoucher')).toBeLessThan(steps.indexOf('releaseHold'));
  });

  test('when the hold cannot be let go, then the process fails loudly', async () => {
    await people.come('placed');
    rig.fakes.failNext('releaseHold', 'NotFound', 1_000);
    await people.handle.cancel();
    const cause = await causeOf(people.end());
    expect(cause).toMatchObject({
      type: 'Internal',
      message: expect.stringContaining('not undone: hold') as string,
    });
  });
});
