import { passage, type Passage } from '@kequan/contracts';
import { OnboardingPeople } from '../tests/onboarding-people';
import { sharedRig } from '../tests/shared-rig';

const rig = sharedRig();

describe('an onboarding', () => {
  test('when each stage is approved, then the institution is qualified, with its services and its notice', async () => {
    const people = new OnboardingPeople(rig);
    for (const [index, stage] of (['registration', 'shop', 'qualification'] as const).entries()) {
      expect(await people.submit(stage)).toEqual({ revision: index + 1 });
      await people.decideNext('approve');
    }

    expect(await people.end()).toEqual({ ended: 'qualified', noticeNumber: '苏科券入库〔2026〕1号' });
    const { institutionId, serviceIds } = people;
    // When it was submitted, and again before it was approved (M19).
    const asked = { institutionId, serviceIds };
    expect(rig.fakes.inputsOf('requireListedServices')).toEqual([asked, asked]);
    expect(rig.fakes.inputsOf('setVoucherServices')).toMatchObject([{ institutionId, serviceIds }]);
    expect(rig.fakes.inputsOf('publishEntryNotice')).toMatchObject([{ institutionId }]);
    expect(rig.fakes.of('releaseUnitCode')).toEqual([]);
    expect(await people.progress()).toMatchObject({
      step: 'entryNotice',
      holder: 'nobody',
      waitingFor: 'done',
    });
  });

  test('when it is asked how far it has come, then it names what is approved', async () => {
    const people = new OnboardingPeople(rig);
    const passed = async () => (await people.handle.query<Passage>(passage.name)).passed;
    await people.submit('registration');
    expect(await passed()).toEqual([]);
    await people.decideNext('approve');
    expect(await people.handle.query<Passage>(passage.name)).toEqual({
      programmeId: 'jiangsu',
      track: 'inspectionTesting',
      passed: ['registration'],
    });
    await people.submit('shop');
    await people.decideNext('return');
    expect(await passed()).toEqual(['registration']);
    await people.submit('shop');
    await people.decideNext('approve');
    expect(await passed()).toEqual(['registration', 'shop']);
  });

  test('when a submission is recorded, then the task tells the reviewer what, whose and until when', async () => {
    const people = new OnboardingPeople(rig);
    await people.submit('registration');
    const taskId = await people.newTask();
    const progress = await people.progress();
    expect(progress).toMatchObject({
      step: 'registration',
      holder: 'reviewer',
      waitingFor: 'reviewing',
      params: { reviewer: 'office' },
    });
    const { institutionId } = people;
    expect(rig.fakes.inputsOf('openTask')).toEqual([
      {
        taskId,
        workflowId: people.handle.workflowId,
        programmeId: 'jiangsu',
        subject: { kind: 'stage', id: institutionId, institutionId, stage: 'registration' },
        title: '江苏省精测研究院',
        revision: 1,
        applicantAccountId: people.applicantId,
        candidateRole: 'office',
        workingDays: 2,
        openedAtMs: progress.sinceMs,
        dueAtMs: progress.dueAtMs,
        dueCertain: progress.dueCertain,
      },
    ]);
  });

  test('when a stage is returned twice, then it is resubmitted each time and approved at last', async () => {
    const people = new OnboardingPeople(rig);
    for (const outcome of ['return', 'return', 'approve'] as const) {
      await people.submit('registration');
      await people.decideNext(outcome);
      if (outcome === 'return')
        expect(await people.progress()).toMatchObject({ holder: 'applicant', waitingFor: 'returned' });
    }
    expect(rig.fakes.inputsOf('recordStageOutcome').map(({ outcome }) => outcome)).toEqual([
      'return',
      'return',
      'approve',
    ]);
    expect(rig.fakes.inputsOf('openTask').map(({ revision }) => revision)).toEqual([1, 2, 3]);
    expect(await people.progress()).toMatchObject({ step: 'shop', holder: 'applicant', waitingFor: 'fill' });
  });

  test('when the registration is rejected, then it is closed and the unit code is free again', async () => {
    const people = new OnboardingPeople(rig);
    await people.submit('registration');
    await people.decideNext('reject');
    expect(await people.end()).toEqual({ ended: 'closed', stage: 'registration' });
    const { institutionId } = people;
    expect(rig.fakes.inputsOf('releaseUnitCode')).toEqual([
      { institutionId, unitCode: '91320000100019592W' },
    ]);
  });

  test('when a later stage is rejected, then the unit code stays and a new run begins at that stage', async () => {
    const people = new OnboardingPeople(rig);
    await people.submit('registration');
    await people.decideNext('approve');
    await people.submit('shop');
    await people.decideNext('reject');
    expect(await people.end()).toEqual({ ended: 'closed', stage: 'shop' });
    expect(rig.fakes.of('releaseUnitCode')).toEqual([]);

    const again = people.from({ stageIndex: 1 });
    await again.submit('shop');
    await again.decideNext('approve');
    expect(await again.progress()).toMatchObject({ step: 'qualification', waitingFor: 'fill' });
  });

  test('when the applicant withdraws during the review, then he edits and submits again', async () => {
    const people = new OnboardingPeople(rig);
    await people.submit('registration');
    const taskId = await people.newTask();
    await people.withdraw();
    expect(rig.fakes.inputsOf('recordStageWithdrawal')).toMatchObject([
      { institutionId: people.institutionId, stage: 'registration', taskId, withdrawnBy: people.applicantId },
    ]);
    expect(await people.progress()).toMatchObject({ holder: 'applicant', waitingFor: 'fill' });
    await people.submit('registration');
    await people.decideNext('approve');
    expect(await people.progress()).toMatchObject({ step: 'shop', waitingFor: 'fill' });
  });

  test('when a resubmission brings another unit code, then the one before is released after it is recorded', async () => {
    const people = new OnboardingPeople(rig);
    await people.submit('registration', { unitCode: '91320000100019592W' });
    await people.decideNext('return');
    await people.submit('registration', { unitCode: '91320594MA1MYCTX30' });
    await people.decideNext('approve');
    const steps = rig.fakes.calls.map(({ step }) => step);
    expect(rig.fakes.inputsOf('releaseUnitCode').map(({ unitCode }) => unitCode)).toEqual([
      '91320000100019592W',
    ]);
    expect(steps.indexOf('releaseUnitCode')).toBe(steps.lastIndexOf('recordStageSubmission') + 1);
  });

  test('when a track has the registration only (shaanxi), then its approval qualifies', async () => {
    const people = new OnboardingPeople(rig, 'shaanxi', 'provider');
    await people.submit('registration');
    await people.decideNext('approve');
    expect(await people.end()).toMatchObject({ ended: 'qualified' });
    expect(rig.fakes.of('setVoucherServices')).toEqual([]);
    expect(rig.fakes.inputsOf('openTask')).toMatchObject([{ candidateRole: 'reviewer' }]);
  });
});
