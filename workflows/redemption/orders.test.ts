import { newId, order } from '@kequan/contracts';
import { ORDERED_FEN } from '../tests/fakes';
import { refusedCode } from '../tests/people';
import { RedemptionPeople } from '../tests/redemption-people';
import { sharedRig } from '../tests/shared-rig';
import { until } from '../tests/until';

const rig = sharedRig();
let people: RedemptionPeople;
beforeEach(() => {
  people = new RedemptionPeople(rig);
});

describe('an order', () => {
  test('when the provider refuses it, then the money is free, and it is corrected and placed again (R28)', async () => {
    await people.come('placed');
    await people.takeOrder('refuse');
    await until('the release', () => rig.fakes.of('releaseHold')[0]);
    expect(people.steps.at(-1)).toMatchObject({ kind: 'refuse', reason: '数量与约定不符' });
    await people.waitsFor('order');
    const money = { voucherId: people.voucherId, voucherFen: ORDERED_FEN / 2 };
    await people.order({ money });
    await people.takeOrder('take');
    const [first, second] = rig.fakes.inputsOf('holdVoucher');
    expect(second).toMatchObject({ orderId: people.dealId, amountFen: ORDERED_FEN / 2 });
    expect(second?.key).not.toBe(first?.key);
    expect(rig.fakes.inputsOf('releaseHold')).toMatchObject([{ orderId: people.dealId }]);
  });

  test.each(['VoucherTooSmall', 'VoucherUnusable'] as const)(
    'when the hold is refused with %s, then the caller hears it, the deal stays accepted, and he can order less',
    async (code) => {
      await people.come('accepted');
      rig.fakes.failNext('holdVoucher', code);
      expect(await refusedCode(people.order())).toBe(code);
      expect(people.stepKinds).toEqual(['reserve', 'reply']);
      expect(rig.fakes.of('releaseHold')).toEqual([]);
      expect(await people.progress()).toMatchObject({ holder: 'applicant', waitingFor: 'order' });
      await people.order();
      expect(people.stepKinds.at(-1)).toBe('order');
    },
  );

  test('when trade refuses the order, then what was held for it is free again', async () => {
    await people.come('accepted');
    rig.fakes.failNext('recordDealStep', 'Conflict');
    expect(await refusedCode(people.order())).toBe('Conflict');
    const [hold] = rig.fakes.inputsOf('holdVoucher');
    expect(rig.fakes.inputsOf('releaseHold')).toMatchObject([{ holdKey: hold?.key }]);
  });

  test('M7: when an order that was undone is placed again, by a message of the same key, then its money is held anew', async () => {
    await people.come('accepted');
    rig.fakes.failNext('recordDealStep', 'Conflict');
    const key = newId();
    expect(await refusedCode(people.order({ key }))).toBe('Conflict');
    await people.signal(order, { key, by: people.applicantId, version: 3, money: people.money });
    await until('the second hold', () => rig.fakes.of('holdVoucher')[1]);
    const [undone, anew] = rig.fakes.inputsOf('holdVoucher');
    expect(anew?.key).not.toBe(undone?.key);
  });

  test.each([
    ['M12', 'the service is taken off the list', 'requireOrderable', 'ServiceNotOrderable'],
    ['M26', 'the registration of its provider is withdrawn', 'requireTradingParties', 'ProviderNotQualified'],
    ['M26', 'the enrolment of the firm is withdrawn', 'requireTradingParties', 'UserNotAdmitted'],
  ] as const)(
    '%s: when %s after the reservation, then nothing is held, ordered or taken, and it goes on once that is mended',
    async (_, __, step, code) => {
      await people.come('accepted');
      rig.fakes.failNext(step, code);
      expect(await refusedCode(people.order())).toBe(code);
      expect(rig.fakes.of('holdVoucher')).toEqual([]);
      expect(people.stepKinds).toEqual(['reserve', 'reply']);
      await people.order();
      rig.fakes.failNext(step, code);
      expect(await refusedCode(people.takeOrder('take'))).toBe(code);
      expect(people.stepKinds.at(-1)).toBe('order');
      await people.takeOrder('take');
      expect(people.stepKinds.at(-1)).toBe('take');
    },
  );

  test('M12: when the voucher flag of the service is gone, then no voucher pays for it; it can be refused', async () => {
    await people.come('accepted');
    rig.fakes.takesVouchers = false;
    expect(await refusedCode(people.order())).toBe('ServiceNotOrderable');
    rig.fakes.takesVouchers = true;
    await people.order();
    rig.fakes.takesVouchers = false;
    expect(await refusedCode(people.takeOrder('take'))).toBe('ServiceNotOrderable');
    await people.takeOrder('refuse');
    expect(people.stepKinds.at(-1)).toBe('refuse');
  });

  test('M26: when it was taken, then what is withdrawn later does not touch it', async () => {
    await people.come('taken');
    rig.fakes.failNext('requireOrderable', 'ServiceNotOrderable', 100);
    rig.fakes.failNext('requireTradingParties', 'UserNotAdmitted', 100);
    await people.complete();
    await people.confirm('confirm');
    await people.claim();
    expect(people.stepKinds.at(-1)).toBe('claim');
  });

  test.each([
    ['the service is not orderable (R05)', 'requireOrderable', 'ServiceNotOrderable'],
    ['both sides are one unit', 'requireTradingParties', 'RelatedParties'],
    ['an attachment is unknown', 'attach', 'AttachmentUnknown'],
    ['it was edited meanwhile', 'recordDealStep', 'Conflict'],
  ] as const)('when %s, then the reservation is refused and no run stays', async (_, step, code) => {
    rig.fakes.failNext(step, code);
    expect(await refusedCode(people.submit({ attachmentIds: [newId()] }))).toBe(code);
    expect(await people.end()).toEqual({ ended: 'refused' });
    expect(people.steps.length).toBeLessThanOrEqual(1);
  });

  test('when a message is not of the right shape, then it is refused and the deal waits on', async () => {
    await people.come('accepted');
    const money = { voucherId: 'mine', voucherFen: 1 };
    expect(await refusedCode(people.order({ money }))).toBe('InputInvalid');
    expect(await refusedCode(people.order({ money: { ...people.money, voucherFen: -1 } }))).toBe(
      'InputInvalid',
    );
    await people.order();
  });
});
