import { DECIDED_BY_RULES } from '@kequan/contracts';
import { OnboardingPeople } from '../tests/onboarding-people';
import { refusedCode } from '../tests/people';
import { sharedRig } from '../tests/shared-rig';
import { until } from '../tests/until';

const rig = sharedRig();

const shaanxi = (more = {}) => new OnboardingPeople(rig, 'shaanxi', 'voucherUser', more);
/** Where the programme lets pass what breaks no rule. */
const jiangsu = () => new OnboardingPeople(rig, 'jiangsu', 'voucherUser');

describe('an enrolment that is reviewed', () => {
  test('when it is approved, then the user is admitted, with his code and without any notice', async () => {
    const people = shaanxi();
    expect(people.handle.workflowId).toBe(`enrolment/${people.institutionId}`);
    expect(await people.submit('enrolment')).toEqual({ revision: 1 });
    await people.decideNext('approve');
    expect(await people.end()).toEqual({ ended: 'admitted' });
    expect(rig.fakes.inputsOf('openTask')).toMatchObject([
      { subject: { kind: 'stage', stage: 'enrolment' }, candidateRole: 'reviewer' },
    ]);
    expect(rig.fakes.of('publishEntryNotice')).toEqual([]);
    expect(rig.fakes.of('releaseUnitCode')).toEqual([]);
    expect(await people.progress()).toMatchObject({ step: 'enrolment', waitingFor: 'approved' });
  });

  test('when it is returned, then it is edited, submitted again and approved', async () => {
    const people = shaanxi();
    for (const outcome of ['return', 'approve'] as const) {
      await people.submit('enrolment');
      await people.decideNext(outcome);
    }
    expect(await people.end()).toEqual({ ended: 'admitted' });
  });

  test('when it is rejected, then it is closed and the code is given back', async () => {
    const people = shaanxi();
    await people.submit('enrolment');
    await people.decideNext('reject');
    expect(await people.end()).toEqual({ ended: 'closed' });
    expect(rig.fakes.inputsOf('releaseUnitCode')).toMatchObject([{ institutionId: people.institutionId }]);
  });

  test('when the user withdraws during the review, then he edits and submits again (R04)', async () => {
    const people = shaanxi();
    await people.submit('enrolment');
    const taskId = await people.newTask();
    await people.withdraw();
    expect(rig.fakes.inputsOf('recordStageWithdrawal')).toMatchObject([{ stage: 'enrolment', taskId }]);
    await people.submit('enrolment');
    await people.decideNext('approve');
    expect(await people.end()).toEqual({ ended: 'admitted' });
  });

  test('when nobody decides, then the reviewer is reminded and the office is told, by the programme’s clock (R30)', async () => {
    const people = shaanxi();
    await people.submit('enrolment');
    await people.newTask();
    await rig.env.sleep('20 days');
    expect(rig.fakes.inputsOf('nudgeTask').map(({ action, to }) => [action, to])).toEqual([
      ['remind', 'reviewer'],
      ['escalate', 'office'],
    ]);
    expect(await people.progress()).toMatchObject({ holder: 'reviewer', waitingFor: 'reviewing' });
  });

  test('when the code is another’s, then it is refused, nothing runs on, and another code may be tried (R16)', async () => {
    const people = shaanxi();
    rig.fakes.failNext('reserveUnitCode', 'UnitCodeTaken');
    expect(await refusedCode(people.submit('enrolment'))).toBe('UnitCodeTaken');
    expect(await people.end()).toEqual({ ended: 'closed' });
    expect(rig.fakes.of('recordStageSubmission')).toEqual([]);
    await people.submit('enrolment', { unitCode: '91320594MA1MYCTX30' });
    await people.decideNext('approve');
    expect(await people.end()).toEqual({ ended: 'admitted' });
  });

  test('when it is cancelled under review, then the submission is a draft again and the code is given back', async () => {
    const people = shaanxi();
    await people.submit('enrolment');
    await people.newTask();
    await people.handle.cancel();
    await expect(people.end()).rejects.toThrow();
    expect(rig.fakes.of('recordStageWithdrawal')).toHaveLength(1);
    expect(rig.fakes.of('releaseUnitCode')).toHaveLength(1);
  });
});

describe('an enrolment that passes by itself', () => {
  test('when nothing is wrong with it, then it is approved by the rules and nobody is asked', async () => {
    const people = jiangsu();
    await people.submit('enrolment');
    expect(await people.end()).toEqual({ ended: 'admitted' });
    expect(rig.fakes.of('openTask')).toEqual([]);
    expect(rig.fakes.inputsOf('recordStageOutcome')).toMatchObject([
      { stage: 'enrolment', outcome: 'approve', decidedBy: DECIDED_BY_RULES },
    ]);
    expect(rig.fakes.of('releaseUnitCode')).toEqual([]);
  });

  test('when it breaks a rule, then it is refused and does not pass', async () => {
    const people = jiangsu();
    rig.fakes.failNext('recordStageSubmission', 'FormIncomplete');
    expect(await refusedCode(people.submit('enrolment'))).toBe('FormIncomplete');
    expect(await people.end()).toEqual({ ended: 'closed' });
    expect(rig.fakes.of('recordStageOutcome')).toEqual([]);
    expect(rig.fakes.of('releaseUnitCode')).toHaveLength(1);
  });

  test('when the store is away just then, then it passes once the store is back', async () => {
    const people = jiangsu();
    rig.fakes.failNext('recordStageOutcome', 'fault', 3);
    await people.submit('enrolment');
    expect(await people.end()).toEqual({ ended: 'admitted' });
    expect(new Set(rig.fakes.inputsOf('recordStageOutcome').map(({ key }) => key)).size).toBe(1);
  });
});

describe('an enrolment that was approved and is taken back (R04)', () => {
  test('when it is submitted again, then it passes again, as a new run of the same process', async () => {
    const people = shaanxi();
    await people.submit('enrolment');
    await people.decideNext('approve');
    expect(await people.end()).toEqual({ ended: 'admitted' });

    const again = shaanxi({ institutionId: people.institutionId });
    await again.submit('enrolment');
    expect(await again.progress()).toMatchObject({ holder: 'reviewer', waitingFor: 'reviewing' });
    await again.decideNext('approve');
    expect(await again.end()).toEqual({ ended: 'admitted' });
    await until('two tasks', () => (rig.fakes.of('openTask').length === 2 ? true : undefined));
  });
});
