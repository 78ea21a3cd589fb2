import { newId, submitStage, withdraw } from '@kequan/contracts';
import { OnboardingPeople } from '../tests/onboarding-people';
import { Rig } from '../tests/rig';
import { until } from '../tests/until';

// Each test has a server of its own: what is on its way in one would hold the time of the next.
let rig: Rig;
let people: OnboardingPeople;
beforeEach(async () => {
  rig = await Rig.start();
  people = new OnboardingPeople(rig);
});
afterEach(async () => {
  await rig.endCase();
  await rig.stop();
});

describe('a service that is down', () => {
  test('when review is down for two days, then the submission is answered at once and the task comes when it is up', async () => {
    await rig.stopWorker('review');
    expect(await people.submit('registration')).toEqual({ revision: 1 });
    const downAtMs = await rig.env.currentTimeMs();
    await rig.sleepWhileStepWaits(people.handle.workflowId, '2 days');
    expect(rig.fakes.of('openTask')).toEqual([]);
    await rig.startWorker('review');
    await people.decideNext('approve');
    expect(rig.fakes.of('openTask')[0]?.atMs).toBeGreaterThanOrEqual(downAtMs + 2 * 86_400_000);
    expect(await people.progress()).toMatchObject({ step: 'shop' });
  });

  test('when review is down, then the applicant can withdraw all the same', async () => {
    await rig.stopWorker('review');
    await people.submit('registration');
    await people.withdraw();
    expect(await people.progress()).toMatchObject({ waitingFor: 'fill' });
    await rig.startWorker('review');
    await until('the late task', () => rig.fakes.of('openTask')[0]);
    expect(rig.fakes.inputsOf('recordStageWithdrawal')[0]?.taskId).toBe(
      rig.fakes.inputsOf('openTask')[0]?.taskId,
    );
  });

  test('when files is down for two days, then a submission sent by Signal is taken in when it is up', async () => {
    await rig.stopWorker('files');
    await people.submit('registration', { attachmentIds: [] });
    await people.newTask();
    await people.signal(withdraw, { key: newId(), withdrawnBy: people.applicantId });
    await until('withdrawal', () => rig.fakes.of('recordStageWithdrawal')[0]);
    await people.signal(submitStage, people.submission('registration'));
    await rig.sleepWhileStepWaits(people.handle.workflowId, '2 days');
    expect(rig.fakes.of('recordStageSubmission')).toHaveLength(1);
    await rig.startWorker('files');
    await people.decideNext('approve');
    expect(rig.fakes.of('recordStageSubmission')).toHaveLength(2);
  });

  test('when the home itself is down, then a decision waits for it', async () => {
    await people.submit('registration');
    const task = await people.newTask();
    await rig.stopWorker('institution');
    const decided = people.decide(people.decision(task, 'approve'));
    await rig.startWorker('institution');
    await decided;
    expect(await people.progress()).toMatchObject({ step: 'shop' });
  });
});
