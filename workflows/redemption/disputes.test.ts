import { refusedCode } from '../tests/people';
import { RedemptionPeople } from '../tests/redemption-people';
import { sharedRig } from '../tests/shared-rig';

const rig = sharedRig();
let people: RedemptionPeople;
beforeEach(() => {
  people = new RedemptionPeople(rig);
});

/** The service is done, and the user says that it was not done well (R26). */
async function disputed(): Promise<void> {
  await people.come('delivered');
  await people.confirm('dispute');
}

describe('a dispute', () => {
  test('when it is upheld, then the deal is off and the money is free', async () => {
    await disputed();
    const taskId = await people.decideNext('approve');
    expect(await people.end()).toEqual({ ended: 'cancelled' });
    expect(rig.fakes.inputsOf('openTask')).toMatchObject([
      { taskId, subject: { kind: 'dispute', id: people.dealId }, candidateRole: 'office' },
    ]);
    expect(people.steps.at(-1)).toMatchObject({ kind: 'decideDispute', taskId, outcome: 'approve' });
    expect(rig.fakes.of('releaseHold')).toHaveLength(1);
  });

  test('when it is not upheld, then the service counts as done well and can be claimed', async () => {
    await disputed();
    await people.decideNext('reject');
    expect(await people.progress()).toMatchObject({ holder: 'applicant', waitingFor: 'claim' });
    await people.claim();
    expect(rig.fakes.of('releaseHold')).toEqual([]);
  });

  test('when it is sent back, then the provider does it again and the user is asked again', async () => {
    await disputed();
    await people.decideNext('return');
    expect(await people.progress()).toMatchObject({ holder: 'provider', waitingFor: 'completion' });
    await people.complete();
    await people.confirm('confirm');
    expect(people.stepKinds.filter((kind) => kind === 'complete')).toHaveLength(2);
  });

  test('when the office has it, then the user can neither take it back nor call the deal off', async () => {
    await disputed();
    const taskId = await people.newTask();
    expect(await refusedCode(people.withdraw())).toBe('DealStepNotOpen');
    expect(await refusedCode(people.callOff())).toBe('DealStepNotOpen');
    await people.decide(people.decision(taskId, 'reject'));
  });
});
