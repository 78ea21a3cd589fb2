import { newId, submitStage, decide, withdraw } from '@kequan/contracts';
import { OnboardingPeople } from '../tests/onboarding-people';
import { refusedCode } from '../tests/people';
import { sharedRig } from '../tests/shared-rig';
import { until } from '../tests/until';

const rig = sharedRig();
let people: OnboardingPeople;
beforeEach(() => {
  people = new OnboardingPeople(rig);
});

async function updateEvents(): Promise<(string | null | undefined)[]> {
  const { events } = await people.handle.fetchHistory();
  const accepted = events?.map((event) => event.workflowExecutionUpdateAcceptedEventAttributes);
  return accepted?.flatMap((update) => update?.protocolInstanceId ?? []) ?? [];
}

describe('a first submission that is refused', () => {
  test('when the unit code is taken, then the process ends, nothing is recorded, and the next one starts anew', async () => {
    rig.fakes.failNext('reserveUnitCode', 'UnitCodeTaken');
    expect(await refusedCode(people.submit('registration'))).toBe('UnitCodeTaken');
    expect(await people.end()).toEqual({ ended: 'closed', stage: 'registration' });
    expect(rig.fakes.of('recordStageSubmission')).toEqual([]);

    expect(await people.submit('registration', { unitCode: '91320594MA1MYCTX30' })).toEqual({ revision: 1 });
    await people.decideNext('approve');
  });

  test('when it was edited meanwhile, then the unit code just taken is released', async () => {
    rig.fakes.failNext('recordStageSubmission', 'Conflict');
    expect(await refusedCode(people.submit('registration'))).toBe('Conflict');
    expect(await people.end()).toEqual({ ended: 'closed', stage: 'registration' });
    expect(rig.fakes.inputsOf('releaseUnitCode')).toEqual([
      { institutionId: people.institutionId, unitCode: '91320000100019592W' },
    ]);
    expect(rig.fakes.of('recordStageWithdrawal')).toEqual([]);
  });

  test.each([
    ['an attachment is unknown', 'attach', 'AttachmentUnknown'],
    ['the form is not complete', 'recordStageSubmission', 'FormIncomplete'],
  ] as const)('when %s, then it is refused with that code and no process stays', async (_, step, code) => {
    rig.fakes.failNext(step, code);
    expect(await refusedCode(people.submit('registration'))).toBe(code);
    expect(await people.end()).toMatchObject({ ended: 'closed' });
  });

  test('when it is of another stage, without a unit code or not of the right shape, then no process stays', async () => {
    expect(await refusedCode(people.submit('shop'))).toBe('StageNotOpen');
    expect(await people.end()).toMatchObject({ ended: 'closed' });
    const withoutCode = { ...people.submission('shop'), stage: 'registration' as const };
    expect(await refusedCode(people.submitMessage(withoutCode))).toBe('FormIncomplete');
    expect(await people.end()).toMatchObject({ ended: 'closed' });
    expect(await refusedCode(people.submit('registration', { version: -1 }))).toBe('InputInvalid');
    expect(await people.end()).toMatchObject({ ended: 'closed' });
    expect(rig.fakes.of('recordStageSubmission')).toEqual([]);
  });
});

describe('a later submission that is refused', () => {
  test('when the same code and an edit meanwhile meet, then the code stays held and the process waits on', async () => {
    await people.submit('registration');
    await people.decideNext('return');
    rig.fakes.failNext('recordStageSubmission', 'Conflict');
    expect(await refusedCode(people.submit('registration'))).toBe('Conflict');
    expect(rig.fakes.of('releaseUnitCode')).toEqual([]);
    expect(await people.progress()).toMatchObject({ waitingFor: 'returned' });
    await people.submit('registration');
    await people.decideNext('approve');
  });

  test('when another code is taken already, then the one before stays held', async () => {
    await people.submit('registration');
    await people.decideNext('return');
    rig.fakes.failNext('reserveUnitCode', 'UnitCodeTaken');
    expect(await refusedCode(people.submit('registration', { unitCode: '91320594MA1MYCTX30' }))).toBe(
      'UnitCodeTaken',
    );
    expect(rig.fakes.inputsOf('releaseUnitCode').map(({ unitCode }) => unitCode)).not.toContain(
      '91320000100019592W',
    );
  });

  test('when no service is listed, then the qualification waits for one', async () => {
    const qualifying = people.from({ stageIndex: 2 });
    rig.fakes.failNext('requireListedServices', 'ListedServiceRequired');
    expect(await refusedCode(qualifying.submit('qualification'))).toBe('ListedServiceRequired');
    await qualifying.submit('qualification');
    await qualifying.decideNext('approve');
    expect(await qualifying.end()).toMatchObject({ ended: 'qualified' });
  });

  test('when it comes during the review or for another stage, then it is refused and leaves no event', async () => {
    await people.submit('registration');
    const taskId = await people.newTask();
    const before = await updateEvents();
    expect(await refusedCode(people.submit('registration'))).toBe('StageNotOpen');
    expect(await refusedCode(people.submit('shop'))).toBe('StageNotOpen');
    expect(await updateEvents()).toEqual(before);
    await people.decide(people.decision(taskId, 'approve'));
  });
});

describe('a decision', () => {
  test('when it is the second, or of an old task, then it is refused', async () => {
    await people.submit('registration');
    const oldTask = await people.decideNext('return');
    expect(await refusedCode(people.decide(people.decision(oldTask, 'approve')))).toBe('TaskNotOpen');
    await people.submit('registration');
    const task = await people.newTask();
    expect(await refusedCode(people.decide(people.decision(oldTask, 'approve')))).toBe('TaskNotOpen');
    await people.decide(people.decision(task, 'approve'));
    expect(await refusedCode(people.decide(people.decision(task, 'reject')))).toBe('TaskNotOpen');
    expect(await refusedCode(people.withdraw())).toBe('NotUnderReview');
  });

  test('when another comes while it is being recorded, then the other is refused', async () => {
    await people.submit('registration');
    const task = await people.newTask();
    const during: Promise<string | null | undefined>[] = [];
    rig.fakes.onNext('recordStageOutcome', async () => {
      during.push(
        refusedCode(people.decide(people.decision(task, 'reject'))),
        refusedCode(people.withdraw()),
      );
      await Promise.resolve();
    });
    await people.decide(people.decision(task, 'approve'));
    expect(await Promise.all(during)).toEqual(['TaskNotOpen', 'NotUnderReview']);
    expect(rig.fakes.inputsOf('recordStageOutcome')).toHaveLength(1);
  });

  test('when it returns without a comment or is not of the right shape, then it is refused', async () => {
    await people.submit('registration');
    const task = await people.newTask();
    const decision = people.decision(task, 'return');
    expect(await refusedCode(people.decide({ ...decision, comments: [] }))).toBe('CommentRequired');
    expect(await refusedCode(people.decide({ ...decision, key: newId(), decidedBy: 'someone' }))).toBe(
      'InputInvalid',
    );
    await people.decide(people.decision(task, 'approve'));
  });

  test('when the fact is not under review, then the decision is refused and the task stays open', async () => {
    await people.submit('registration');
    const task = await people.newTask();
    rig.fakes.failNext('recordStageOutcome', 'NotUnderReview');
    expect(await refusedCode(people.decide(people.decision(task, 'approve')))).toBe('NotUnderReview');
    await people.decide(people.decision(task, 'approve'));
    expect(await people.progress()).toMatchObject({ step: 'shop' });
  });

  test('when its Update is repeated with the same id, then it gets the same answer and one effect', async () => {
    const submission = people.submission('registration');
    expect(await people.submitMessage(submission)).toEqual({ revision: 1 });
    expect(await people.submitMessage(submission)).toEqual({ revision: 1 });
    expect(rig.fakes.of('recordStageSubmission')).toHaveLength(1);
    const decision = people.decision(await people.newTask(), 'approve');
    await people.decide(decision);
    await people.decide(decision);
    expect(rig.fakes.of('recordStageOutcome')).toHaveLength(1);
  });
});

describe('the Signal twins', () => {
  test('when an operator signals, then it has the effect of the Update', async () => {
    await people.submit('registration');
    await people.newTask();
    await people.signal(withdraw, { key: newId(), withdrawnBy: people.applicantId });
    await until('withdrawal', () => rig.fakes.of('recordStageWithdrawal')[0]);
    await people.signal(submitStage, people.submission('registration'));
    const task = await people.newTask();
    await people.signal(decide, people.decision(task, 'approve'));
    await until('the next stage', async () => ((await people.progress()).step === 'shop' ? true : undefined));
  });

  test('when a Signal breaks a rule or is mistyped, then it is ignored and the process goes on', async () => {
    await people.submit('registration');
    const task = await people.newTask();
    await people.signal(decide, { ...people.decision(task, 'reject'), comments: [] });
    await people.handle.signal(decide.name, { outcome: 'aprove' });
    await people.handle.signal(submitStage.name, 'registration');
    await people.handle.signal(withdraw.name);
    await people.decide(people.decision(task, 'approve'));
    expect(rig.fakes.inputsOf('recordStageOutcome')).toMatchObject([{ outcome: 'approve' }]);
    expect(rig.fakes.of('recordStageWithdrawal')).toEqual([]);
  });
});
