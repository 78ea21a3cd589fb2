import { CancelledFailure } from '@temporalio/common';
import { newId, spent } from '@kequan/contracts';
import { causeOf } from '../tests/ends';
import { REQUESTED_FEN } from '../tests/fakes';
import { IssuancePeople } from '../tests/issuance-people';
import { refusedCode } from '../tests/people';
import { sharedRig } from '../tests/shared-rig';
import { until } from '../tests/until';

const rig = sharedRig();
let people: IssuancePeople;
beforeEach(() => {
  people = new IssuancePeople(rig);
});

/** Submitted and approved: the voucher lives. */
async function issued(approvedFen?: number): Promise<void> {
  await people.submit();
  const taskId = await people.newTask();
  await people.decide({
    ...people.decision(taskId, 'approve'),
    ...(approvedFen === undefined ? {} : { approvedFen }),
  });
  await people.voucherLives();
}

const DAY_MS = 24 * 3_600_000;

describe('an application', () => {
  test.each([
    ['return', 'returned'],
    ['reject', 'rejected'],
  ] as const)('when the decision is to %s, then it ends as %s and no money moved', async (outcome, ended) => {
    expect(await people.submit()).toEqual({ revision: 1 });
    await people.decideNext(outcome);
    expect(await people.end()).toEqual({ ended });
    expect(rig.fakes.of('commitBudget')).toEqual([]);
    expect(rig.fakes.of('issueVoucher')).toEqual([]);
    expect(rig.fakes.inputsOf('openTask')).toMatchObject([
      { subject: { kind: 'application', id: people.applicationId }, candidateRole: 'reviewer' },
    ]);
  });

  test('when it came back, then the next submission is a new run', async () => {
    await people.submit();
    await people.decideNext('return');
    await people.end();
    expect(await people.submit()).toEqual({ revision: 2 });
    await people.decideNext('reject');
    expect(await people.end()).toEqual({ ended: 'rejected' });
  });

  test('when it is withdrawn, then it ends as withdrawn', async () => {
    await people.submit();
    const taskId = await people.newTask();
    await people.withdraw();
    expect(await people.end()).toEqual({ ended: 'withdrawn' });
    expect(rig.fakes.inputsOf('recordApplicationWithdrawal')).toMatchObject([{ taskId }]);
  });

  test.each([
    ['the unit is not admitted', 'requireAdmittedUser', 'UserNotAdmitted'],
    ['a statement is unknown', 'attach', 'AttachmentUnknown'],
    ['the cap is passed (R18)', 'recordApplication', 'CapExceeded'],
    ['a statement is missing (R19)', 'recordApplication', 'StatementsMissing'],
  ] as const)('when %s, then it is refused with that code and no run stays', async (_, step, code) => {
    rig.fakes.failNext(step, code);
    expect(await refusedCode(people.submit())).toBe(code);
    expect(await people.end()).toEqual({ ended: 'refused' });
    expect(rig.fakes.of('openTask')).toEqual([]);
  });

  test('when the answer to the decision was lost, then the run of the voucher gives it again, and to that one alone', async () => {
    await people.submit();
    const decision = people.decision(await people.newTask(), 'approve');
    await people.decide(decision);
    await people.voucherLives();
    await people.decide(decision);
    expect(await refusedCode(people.decide({ ...decision, key: newId() }))).toBe('TaskNotOpen');
    expect(rig.fakes.of('issueVoucher')).toHaveLength(1);
  });

  test('when the reviewer grants less, then that is committed, recorded and issued', async () => {
    await issued(4_000_000);
    expect(rig.fakes.inputsOf('commitBudget')).toMatchObject([{ amountFen: 4_000_000 }]);
    expect(rig.fakes.inputsOf('recordApplicationOutcome')).toMatchObject([{ approvedFen: 4_000_000 }]);
    expect(rig.fakes.inputsOf('issueVoucher')).toMatchObject([
      { applicationId: people.applicationId, amountFen: 4_000_000, validityDays: 365 },
    ]);
  });

  test('when the reviewer grants more than was asked for, then it is refused and the task stays open', async () => {
    await people.submit();
    const decision = people.decision(await people.newTask(), 'approve');
    expect(await refusedCode(people.decide({ ...decision, approvedFen: REQUESTED_FEN + 1 }))).toBe(
      'InputInvalid',
    );
    expect(rig.fakes.of('commitBudget')).toEqual([]);
    await people.decide({ ...people.decision(decision.taskId, 'reject') });
    expect(await people.end()).toEqual({ ended: 'rejected' });
  });

  test.each(['BudgetExhausted', 'CapExceeded'] as const)(
    'when the approval meets %s, then the task stays open and can be approved later',
    async (code) => {
      await people.submit();
      const taskId = await people.newTask();
      rig.fakes.failNext('commitBudget', code);
      expect(await refusedCode(people.decide(people.decision(taskId, 'approve')))).toBe(code);
      expect(rig.fakes.of('recordApplicationOutcome')).toEqual([]);
      expect(rig.fakes.of('releaseBudget')).toEqual([]);
      await people.decide(people.decision(taskId, 'approve'));
      const [first, second] = rig.fakes.inputsOf('commitBudget');
      expect(second?.key).not.toBe(first?.key);
      await until('the voucher', () => rig.fakes.inputsOf('issueVoucher')[0]);
    },
  );

  test('M26: when the enrolment was withdrawn during the review, then nothing is committed, and the task stays open', async () => {
    await people.submit();
    const taskId = await people.newTask();
    rig.fakes.failNext('requireAdmittedUser', 'UserNotAdmitted');
    expect(await refusedCode(people.decide(people.decision(taskId, 'approve')))).toBe('UserNotAdmitted');
    for (const step of ['commitBudget', 'recordApplicationOutcome'] as const)
      expect(rig.fakes.of(step)).toEqual([]);
    // Sent back it can be all the same.
    rig.fakes.failNext('requireAdmittedUser', 'UserNotAdmitted');
    await people.decide(people.decision(taskId, 'return'));
    expect(await people.end()).toEqual({ ended: 'returned' });
  });

  test('when the approval cannot be recorded, then the money goes back', async () => {
    await people.submit();
    const taskId = await people.newTask();
    rig.fakes.failNext('recordApplicationOutcome', 'NotUnderReview');
    expect(await refusedCode(people.decide(people.decision(taskId, 'approve')))).toBe('NotUnderReview');
    const [commit] = rig.fakes.inputsOf('commitBudget');
    expect(rig.fakes.inputsOf('releaseBudget')).toMatchObject([{ commitKey: commit?.key }]);
  });

  test('when an operator cancels during the review, then it is a draft again', async () => {
    await people.submit();
    const taskId = await people.newTask();
    await people.handle.cancel();
    const cause = await causeOf(people.end());
    expect(cause).toBeInstanceOf(CancelledFailure);
    expect(rig.fakes.inputsOf('recordApplicationWithdrawal')).toMatchObject([{ taskId }]);
  });
});

describe('a voucher', () => {
  test('when nobody spends it, then its holder is reminded three times, and it expires on its day', async () => {
    await issued();
    expect(await people.end()).toEqual({ ended: 'expired' });
    const [issue] = rig.fakes.of('issueVoucher');
    const reminded = rig.fakes
      .of('remindHolder')
      .map(({ atMs }) => Math.round((atMs - (issue?.atMs ?? 0)) / DAY_MS));
    expect(reminded).toEqual([305, 335, 358]);
    const [expired] = rig.fakes.of('expireVoucher');
    expect(Math.round(((expired?.atMs ?? 0) - (issue?.atMs ?? 0)) / DAY_MS)).toBe(365);
  });

  test('when it is spent, then its process ends and nobody is reminded', async () => {
    await issued();
    await people.signal(spent, { voucherId: people.applicationId });
    expect(await people.end()).toEqual({ ended: 'spent' });
    expect(rig.fakes.of('expireVoucher')).toEqual([]);
  });

  test('when its holder gives it back, then he is answered and its process ends', async () => {
    await issued();
    await people.giveBack();
    expect(await people.end()).toEqual({ ended: 'givenBack' });
    expect(rig.fakes.inputsOf('returnVoucher')).toMatchObject([{ voucherId: people.applicationId }]);
  });

  test('when giving back is refused, then the voucher lives on', async () => {
    await issued();
    rig.fakes.failNext('returnVoucher', 'VoucherTooSmall');
    expect(await refusedCode(people.giveBack())).toBe('VoucherTooSmall');
    expect(await people.end()).toEqual({ ended: 'expired' });
  });

  test('when there is no voucher yet, then nothing can be given back; when there is, nothing can be submitted', async () => {
    await people.submit();
    expect(await refusedCode(people.giveBack())).toBe('VoucherUnusable');
    await people.decideNext('approve');
    await people.voucherLives();
    expect(await refusedCode(people.submit())).toBe('StageNotOpen');
  });
});
