import type { DecideInput } from '@kequan/contracts';
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

const LESS: Pick<DecideInput, 'approvedFen' | 'deductions'> = {
  approvedFen: 30_000,
  deductions: [{ reason: 'notPayable', amountFen: ORDERED_FEN - 30_000 }],
};

/** How often a step of the home is tried within the workflow task; see policies.ts. */
const LOCAL_ATTEMPTS = 5;

describe('a claim', () => {
  test('when it is returned by each desk, then it is claimed again and paid in part, with the deductions (R27)', async () => {
    await people.come('claimed');
    await people.decideNext('return');
    await people.claim();
    await people.decideNext('approve');
    await people.decideNext('return');
    await people.claim();
    await people.decideNext('approve');
    const task = await people.newTask();
    await people.decide({ ...people.decision(task, 'approve'), ...LESS });
    await people.payoutEnds('paid');
    expect(await people.end()).toEqual({ ended: 'paid' });
    expect(people.steps.at(-2)).toMatchObject({ kind: 'decideClaim', step: 'finance', ...LESS });
    expect(rig.fakes.inputsOf('captureHold')).toMatchObject([{ amountFen: 30_000 }]);
    expect(rig.fakes.inputsOf('orderPayout')).toMatchObject([{ amountFen: 30_000 }]);
    expect(rig.fakes.of('releaseInvoiceNumber')).toEqual([]);
  });

  test.each([1, 2])(
    'when desk %i rejects it, then the money and the invoice number are free',
    async (desk) => {
      await people.come(desk === 1 ? 'claimed' : 'checked');
      await people.decideNext('reject');
      expect(await people.end()).toEqual({ ended: 'claimRejected' });
      expect(rig.fakes.of('releaseHold')).toHaveLength(1);
      expect(rig.fakes.of('releaseInvoiceNumber')).toHaveLength(1);
      expect(rig.fakes.of('captureHold')).toEqual([]);
    },
  );

  test.each([1, 2])(
    'when it is withdrawn from desk %i, then it is edited and claimed again',
    async (desk) => {
      await people.come(desk === 1 ? 'claimed' : 'checked');
      const taskId = await people.newTask();
      await people.withdraw();
      expect(people.steps.at(-1)).toMatchObject({ kind: 'withdrawClaim', taskId });
      expect(await people.progress()).toMatchObject({ holder: 'applicant', waitingFor: 'claim' });
      await people.claim({ invoiceNumber: '24612000000087654321' });
      await until('the old number', () => rig.fakes.of('releaseInvoiceNumber')[0]);
      expect(rig.fakes.inputsOf('releaseInvoiceNumber')).toMatchObject([
        { invoiceNumber: '24612000000012345678' },
      ]);
    },
  );

  test.each([
    ['the invoice number is used (F20)', 'reserveInvoiceNumber', 'InvoiceNumberTaken', 0],
    ['a file is unknown', 'attach', 'AttachmentUnknown', 1],
    ['invoice, contract or report is missing (R27)', 'recordDealStep', 'FormIncomplete', 1],
  ] as const)(
    'when %s, then it is refused, the number is free, and he can claim again',
    async (_, step, code, releases) => {
      await people.come('confirmed');
      rig.fakes.failNext(step, code);
      expect(await refusedCode(people.claim())).toBe(code);
      expect(rig.fakes.of('releaseInvoiceNumber')).toHaveLength(releases);
      expect(rig.fakes.tasks).toEqual([]);
      await people.claim();
      await people.newTask();
    },
  );

  test('when finance would pay more than is held, then it is refused and the task stays open', async () => {
    await people.come('checked');
    const decision = people.decision(await people.newTask(), 'approve');
    expect(await refusedCode(people.decide({ ...decision, approvedFen: ORDERED_FEN + 1 }))).toBe(
      'InputInvalid',
    );
    expect(rig.fakes.of('captureHold')).toEqual([]);
    await people.decide(people.decision(decision.taskId, 'reject'));
  });

  test('when a desk decides before the process has taken the claim up, then it comes again and is heard', async () => {
    await people.come('claimed');
    await people.withdraw();
    let takeUp: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (takeUp = resolve));
    // The number that is let go has to wait for the store: until then the new claim is recorded and not taken up.
    rig.fakes.failNext('releaseInvoiceNumber', 'fault', LOCAL_ATTEMPTS);
    rig.fakes.onNext('releaseInvoiceNumber', () => held);
    const claimed = people.claim({ invoiceNumber: '24612000000087654321' });
    await until('the patient step', () => rig.fakes.of('releaseInvoiceNumber')[LOCAL_ATTEMPTS]);
    const { taskId } = rig.fakes.told.at(-1) ?? { taskId: '' };
    expect(await refusedCode(people.decide(people.decision(taskId, 'approve')))).toBe('Unavailable');
    takeUp();
    await claimed;
    await people.decide(people.decision(taskId, 'approve'));
    expect(people.steps.at(-1)).toMatchObject({ kind: 'decideClaim', taskId, outcome: 'approve' });
  });

  test('when a desk is silent, then its task is seen to be there, it is reminded and it is escalated', async () => {
    await people.come('claimed');
    const taskId = await people.newTask();
    await rig.env.sleep('40 days');
    expect(rig.fakes.inputsOf('openTask')).toMatchObject([
      { taskId, subject: { kind: 'claim', id: people.dealId }, candidateRole: 'reviewer' },
    ]);
    expect(rig.fakes.inputsOf('nudgeTask')).toMatchObject([{ action: 'remind' }, { action: 'escalate' }]);
  });
});
