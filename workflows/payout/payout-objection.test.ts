import { CancelledFailure } from '@temporalio/common';
import { DECIDED_BY_RULES } from '@kequan/contracts';
import { causeOf } from '../tests/ends';
import { ObjectionPeople } from '../tests/objection-people';
import { refusedCode } from '../tests/people';
import { sharedRig } from '../tests/shared-rig';
import { until } from '../tests/until';

const rig = sharedRig();
let people: ObjectionPeople;
beforeEach(() => {
  people = new ObjectionPeople(rig);
});

test('when the office upholds it, then the redemption is told (F24)', async () => {
  await people.object();
  const taskId = await people.decideNext('approve');
  expect(await people.end()).toEqual({ ended: 'upheld' });
  const { objectionId, payoutId } = people.input;
  expect(rig.fakes.inputsOf('decideObjection')).toMatchObject([
    { objectionId, payoutId, taskId, outcome: 'approve', decidedBy: people.reviewerId },
  ]);
  expect(rig.fakes.inputsOf('tellEnd')).toEqual([{ payoutId }]);
  expect(rig.fakes.inputsOf('openTask')).toMatchObject([
    { subject: { kind: 'objection', id: objectionId }, candidateRole: 'office' },
  ]);
});

test('when the office dismisses it, then the line goes on and no redemption is told', async () => {
  await people.object();
  await people.decideNext('reject');
  expect(await people.end()).toEqual({ ended: 'dismissed' });
  expect(rig.fakes.of('tellEnd')).toEqual([]);
});

test('when it comes too late, then it is refused and nobody has a task', async () => {
  rig.fakes.failNext('recordObjection', 'BatchStepNotOpen');
  expect(await refusedCode(people.object())).toBe('BatchStepNotOpen');
  expect(await people.end()).toEqual({ ended: 'refused' });
  expect(rig.fakes.of('openTask')).toEqual([]);
});

test('when who objected rules on it himself, then it is refused and the task stays open (F32)', async () => {
  await people.object();
  const taskId = await people.newTask();
  rig.fakes.failNext('decideObjection', 'AnotherPersonRequired');
  expect(await refusedCode(people.decide(people.decision(taskId, 'reject')))).toBe('AnotherPersonRequired');
  await people.decide(people.decision(taskId, 'reject'));
  expect(await people.end()).toEqual({ ended: 'dismissed' });
});

test('when who objected wants to take it back, then it stays and is ruled on', async () => {
  await people.object();
  const taskId = await people.newTask();
  expect(await refusedCode(people.withdraw())).toBe('NotUnderReview');
  await people.decide(people.decision(taskId, 'approve'));
  expect(await people.end()).toEqual({ ended: 'upheld' });
});

test('when nobody rules, then the office is reminded', async () => {
  await people.object();
  await people.newTask();
  await rig.env.sleep('20 days');
  expect((await until('a reminder', () => rig.fakes.of('nudgeTask')[0])).input).toMatchObject({
    to: 'office',
  });
});

test.each(['decideObjection', 'tellEnd'] as const)(
  'M9: when an operator cancels it as it does %s, then the ruling stands and the redemption hears of it',
  async (step) => {
    await people.object();
    rig.fakes.onNext(step, () =>
      (step === 'tellEnd' ? people.cancelAndBeHeard() : people.handle.cancel()).then(() => undefined),
    );
    await people.decideNext('approve');
    expect(await people.end()).toEqual({ ended: 'upheld' });
    expect(rig.fakes.inputsOf('tellEnd')).toEqual([{ payoutId: people.input.payoutId }]);
  },
);

test('when an operator cancels it, then the objection is dismissed by rule, and its line is not held for ever', async () => {
  await people.object();
  await people.newTask();
  await people.handle.cancel();
  expect(await causeOf(people.end())).toBeInstanceOf(CancelledFailure);
  expect(rig.fakes.inputsOf('decideObjection')).toMatchObject([
    { outcome: 'reject', decidedBy: DECIDED_BY_RULES },
  ]);
});
