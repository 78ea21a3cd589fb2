import { CancelledFailure } from '@temporalio/common';
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

/** Makes the history long by Signals that no handler knows; refused ones would cost a stack trace each, at every replay. */
async function writeMuch(): Promise<void> {
  for (let batch = 0; batch < 4; batch += 1)
    await Promise.all(Array.from({ length: 500 }, () => people.handle.signal('unheardOf')));
}

/** Does what leads to the next wait, and waits until a new run has begun. */
async function inNewRun(act: () => Promise<unknown>): Promise<void> {
  const { runId } = await people.handle.describe();
  await act();
  await until('a new run', async () => ((await people.handle.describe()).runId === runId ? undefined : true));
}

describe('M21: a deal whose parties write to each other without end', () => {
  test('when its history is long, then it goes on as a new run, and to its money', async () => {
    await people.come('placed');
    await writeMuch();
    await inNewRun(() => people.takeOrder('refuse'));
    expect(await people.progress()).toMatchObject({ holder: 'applicant', waitingFor: 'order' });
    await people.order();
    await people.takeOrder('take');
    await people.complete();
    await people.confirm('confirm');
    await people.claim();
    await people.decideNext('approve');
    await people.decideNext('approve');
    await people.payoutEnds('paid');
    expect(await people.end()).toEqual({ ended: 'paid' });
    expect(rig.fakes.of('releaseHold')).toHaveLength(1);
  });

  test.each<[Stretch, string, number]>([
    ['placed', 'taking', 1],
    ['claimed', 'claim', 1],
  ])(
    'when it is %s, goes on at “%s” and is cancelled by an operator, then the new run gives back what the old one took',
    async (last, waitingFor, invoices) => {
      await people.come(last);
      await writeMuch();
      if (last === 'placed') {
        await inNewRun(() => people.takeOrder('take'));
        expect(await refusedCode(people.submit())).toBe('DealStepNotOpen');
      } else {
        await people.newTask();
        await inNewRun(() => people.withdraw());
        await people.waitsFor(waitingFor);
      }
      await people.handle.cancel();
      expect(await causeOf(people.end())).toBeInstanceOf(CancelledFailure);
      const [hold] = rig.fakes.inputsOf('holdVoucher');
      expect(rig.fakes.inputsOf('releaseHold')).toMatchObject([{ holdKey: hold?.key }]);
      expect(rig.fakes.of('releaseInvoiceNumber')).toHaveLength(last === 'claimed' ? invoices : 0);
      expect(people.steps.at(-1)).toMatchObject({ kind: 'cancel' });
    },
  );
});
