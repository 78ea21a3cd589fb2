import { CancelledFailure } from '@temporalio/common';
import { newId } from '@kequan/contracts';
import { causeOf } from '../tests/ends';
import { refusedCode } from '../tests/people';
import { PublicationPeople } from '../tests/publication-people';
import { sharedRig } from '../tests/shared-rig';

const rig = sharedRig();
let people: PublicationPeople;
beforeEach(() => {
  people = new PublicationPeople(rig);
});

describe('a publication', () => {
  test.each([
    ['approve', 'listed'],
    ['return', 'returned'],
    ['reject', 'rejected'],
  ] as const)('when the decision is to %s, then it ends as %s', async (outcome, ended) => {
    expect(await people.submit()).toEqual({ revision: 1 });
    const taskId = await people.decideNext(outcome);
    expect(await people.end()).toEqual({ ended });
    const { serviceId, institutionId } = people;
    const asked = { institutionId };
    expect(rig.fakes.inputsOf('requireOpenShop')).toEqual(outcome === 'approve' ? [asked, asked] : [asked]);
    expect(rig.fakes.inputsOf('attach')).toMatchObject([{ subjectId: serviceId }]);
    expect(rig.fakes.inputsOf('openTask')).toMatchObject([
      {
        subject: { kind: 'service', id: serviceId, institutionId, stage: 'service' },
        candidateRole: 'office',
      },
    ]);
    expect(rig.fakes.inputsOf('recordServiceOutcome')).toMatchObject([{ id: serviceId, taskId, outcome }]);
  });

  test.each(['instrument', 'accreditation', 'capability'] as const)(
    'when it is a record (%s), then it is kept by the steps of records and no service is touched',
    async (kind) => {
      people = new PublicationPeople(rig, kind);
      await people.submit();
      const taskId = await people.decideNext('approve');
      expect(await people.end()).toEqual({ ended: 'listed' });
      const { serviceId: id, institutionId } = people;
      expect(rig.fakes.inputsOf('submitRecord')).toMatchObject([{ id }]);
      expect(rig.fakes.inputsOf('decideRecord')).toMatchObject([{ id, taskId, outcome: 'approve' }]);
      expect(rig.fakes.inputsOf('openTask')).toMatchObject([
        { subject: { kind, id, institutionId, stage: kind } },
      ]);
      expect(rig.fakes.of('recordServiceSubmission')).toEqual([]);
    },
  );

  test.each(['service', 'accreditation'] as const)(
    'M26: when the shop has closed since a %s was submitted, then it is not listed, its task stays open, and it can be returned',
    async (kind) => {
      people = new PublicationPeople(rig, kind);
      await people.submit();
      const taskId = await people.newTask();
      rig.fakes.failNext('requireOpenShop', 'OpenShopRequired');
      expect(await refusedCode(people.decide(people.decision(taskId, 'approve')))).toBe('OpenShopRequired');
      for (const step of ['recordServiceOutcome', 'decideRecord'] as const)
        expect(rig.fakes.of(step)).toEqual([]);
      rig.fakes.failNext('requireOpenShop', 'OpenShopRequired');
      await people.decide(people.decision(taskId, 'return'));
      expect(await people.end()).toEqual({ ended: 'returned' });
    },
  );

  test('when a record is taken back during its review, then the steps of records do it', async () => {
    people = new PublicationPeople(rig, 'instrument');
    await people.submit();
    const taskId = await people.newTask();
    await people.withdraw();
    expect(await people.end()).toEqual({ ended: 'withdrawn' });
    expect(rig.fakes.inputsOf('withdrawRecord')).toMatchObject([{ id: people.serviceId, taskId }]);
  });

  test('when it came back, then the next submission is a new run', async () => {
    await people.submit();
    await people.decideNext('return');
    expect(await people.end()).toEqual({ ended: 'returned' });
    expect(await people.submit()).toEqual({ revision: 2 });
    await people.decideNext('approve');
    expect(await people.end()).toEqual({ ended: 'listed' });
  });

  test('when the applicant withdraws, then it ends as withdrawn', async () => {
    await people.submit();
    const taskId = await people.newTask();
    await people.withdraw();
    expect(await people.end()).toEqual({ ended: 'withdrawn' });
    expect(rig.fakes.inputsOf('recordServiceWithdrawal')).toMatchObject([{ id: people.serviceId, taskId }]);
  });

  test.each([
    ['the shop is not open', 'requireOpenShop', 'OpenShopRequired'],
    ['an attachment is unknown', 'attach', 'AttachmentUnknown'],
    ['it was edited meanwhile', 'recordServiceSubmission', 'Conflict'],
  ] as const)(
    'when %s, then the submission is refused with that code and no run stays',
    async (_, step, code) => {
      rig.fakes.failNext(step, code);
      expect(await refusedCode(people.submit())).toBe(code);
      expect(await people.end()).toEqual({ ended: 'refused' });
      expect(rig.fakes.of('openTask')).toEqual([]);
    },
  );

  test('when it is submitted again during the review, then it is refused', async () => {
    await people.submit();
    const task = await people.newTask();
    expect(await refusedCode(people.submit())).toBe('StageNotOpen');
    await people.decide(people.decision(task, 'approve'));
  });

  test('when the submission is not of the right shape, then it is refused and no run stays', async () => {
    expect(await refusedCode(people.submit({ attachmentIds: ['../../etc/passwd'] }))).toBe('InputInvalid');
    expect(await people.end()).toEqual({ ended: 'refused' });
  });

  test('when there is no attachment, then files is not asked', async () => {
    await people.submit({ attachmentIds: [] });
    await people.decideNext('approve');
    expect(rig.fakes.of('attach')).toEqual([]);
  });

  test('when an operator cancels during the review, then it is a draft again', async () => {
    await people.submit();
    const taskId = await people.newTask();
    await people.handle.cancel();
    const cause = await causeOf(people.end());
    expect(cause).toBeInstanceOf(CancelledFailure);
    expect(rig.fakes.inputsOf('recordServiceWithdrawal')).toMatchObject([
      { id: people.serviceId, taskId, withdrawnBy: people.applicantId },
    ]);
  });

  test('when the reviewer is silent, then he is reminded and it is escalated', async () => {
    await people.submit({ key: newId() });
    await people.newTask();
    await rig.env.sleep('40 days');
    expect(rig.fakes.inputsOf('nudgeTask')).toMatchObject([{ action: 'remind' }, { action: 'escalate' }]);
  });
});
