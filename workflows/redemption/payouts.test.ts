import { newId, payoutEnded } from '@kequan/contracts';
import { ifRunning } from '../tests/ends';
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

/** Finance has approved, and the payout is ordered. */
async function payable(): Promise<string> {
  await people.come('checked');
  await people.decideNext('approve');
  return people.newPayout();
}

describe('a payout', () => {
  test.each(['returned', 'objected'] as const)(
    'when it is %s, then the case is open at finance again, and is paid by a new payout',
    async (outcome) => {
      const first = await payable();
      await people.payoutEnds(outcome, first);
      await people.decideNext('approve');
      const second = await people.newPayout();
      await people.payoutEnds('paid', second);
      expect(await people.end()).toEqual({ ended: 'paid' });
      expect(second).not.toBe(first);
      expect(people.steps).toContainEqual({
        kind: 'payoutReturned',
        payoutId: first,
        reason: '账号与户名不符',
      });
      const money = rig.fakes.calls
        .map(({ step }) => step)
        .filter((step) => ['holdVoucher', 'captureHold', 'reopenHold', 'releaseHold'].includes(step));
      expect(money).toEqual(['holdVoucher', 'captureHold', 'reopenHold', 'captureHold']);
    },
  );

  test('M18: when finance approves anew after a payout came back, then each payout names who approved it', async () => {
    await people.come('checked');
    const [first, second] = [newId(), newId()];
    for (const decidedBy of [first, second]) {
      await people.decide({ ...people.decision(await people.newTask(), 'approve'), decidedBy });
      await people.payoutEnds(decidedBy === first ? 'returned' : 'paid');
    }
    expect(await people.end()).toEqual({ ended: 'paid' });
    expect(rig.fakes.inputsOf('orderPayout')).toMatchObject([{ approvedBy: first }, { approvedBy: second }]);
  });

  test('when an objection is upheld for good, then nothing is captured and nothing stays taken', async () => {
    await people.payoutEnds('objected', await payable());
    await people.decideNext('reject');
    expect(await people.end()).toEqual({ ended: 'claimRejected' });
    expect(rig.fakes.of('reopenHold')).toHaveLength(1);
    expect(rig.fakes.of('releaseHold')).toHaveLength(1);
    expect(rig.fakes.of('releaseInvoiceNumber')).toHaveLength(1);
  });

  test('when less was paid before, then a second approval cannot pay more than that', async () => {
    await people.come('checked');
    const deductions = [{ reason: 'notPayable' as const, amountFen: 10_000 }];
    const task = await people.newTask();
    await people.decide({
      ...people.decision(task, 'approve'),
      approvedFen: ORDERED_FEN - 10_000,
      deductions,
    });
    await people.payoutEnds('returned');
    const again = people.decision(await people.newTask(), 'approve');
    expect(await refusedCode(people.decide(again))).toBe('InputInvalid');
    await people.decide({ ...people.decision(again.taskId, 'reject') });
  });

  test('when its end comes twice, or of an old payout, or in no shape, then it counts once', async () => {
    const first = await payable();
    await people.signal(payoutEnded, { payoutId: newId(), outcome: 'paid' });
    await people.handle.signal(payoutEnded.name, { payoutId: first, outcome: 'constructor' });
    await people.handle.signal(payoutEnded.name, undefined);
    await people.payoutEnds('returned', first);
    await people.payoutEnds('returned', first);
    await people.decideNext('approve');
    const second = await people.newPayout();
    await people.payoutEnds('paid', first);
    expect(await people.progress()).toMatchObject({ waitingFor: 'payout' });
    await people.payoutEnds('paid', second);
    await ifRunning(people.payoutEnds('returned', second));
    expect(await people.end()).toEqual({ ended: 'paid' });
    expect(people.stepKinds.filter((kind) => kind === 'payoutReturned')).toHaveLength(1);
    expect(people.stepKinds.filter((kind) => kind === 'paid')).toHaveLength(1);
  });

  test('when its end comes before the order is answered, then it is not lost', async () => {
    await people.come('checked');
    rig.fakes.onNext('orderPayout', async () => people.payoutEnds('paid'));
    await people.decideNext('approve');
    expect(await people.end()).toEqual({ ended: 'paid' });
  });

  test('when an operator cancels after finance approved, then it is paid all the same', async () => {
    const payoutId = await payable();
    await people.handle.cancel();
    await people.payoutEnds('paid', payoutId);
    expect(await people.end()).toEqual({ ended: 'paid' });
    expect(rig.fakes.of('releaseHold')).toEqual([]);
  });

  test('when an operator cancelled and the bank returns it, then the deal is called off and nothing stays taken', async () => {
    const payoutId = await payable();
    await people.handle.cancel();
    await people.payoutEnds('returned', payoutId);
    await expect(people.end()).rejects.toThrow();
    await until('the release', () => rig.fakes.of('releaseHold')[0]);
    expect(people.stepKinds.slice(-2)).toEqual(['withdrawClaim', 'cancel']);
  });
});
