import { newId, type InstitutionActivities } from '@kequan/contracts';
import { makeIndexes, saveDraft, openCalendar, uniqueValues, type Form } from '@kequan/kit';
import { testStore, type TestStore } from '@kequan/kit/testing';
import { institutionActivities } from './activities';
import { entryNoticeNumbers } from './entry-notice-numbers';
import { openInstitutions, type Institution, type Institutions } from './model';
import { registerInstitution } from './registering';
import { draftSchemaOf } from './rules';
import { placeOf, withdrawApproval } from './stage-commands';
import { testBankAccounts } from './testing/bank-accounts';
import { newCreditCode } from './testing/credit-code';
import { completeForms } from './testing/forms';
import { completeHostRegistration } from './testing/host-registration';

let store: TestStore;
let institutions: Institutions;
let activities: InstitutionActivities;
beforeAll(async () => {
  store = await testStore();
  institutions = openInstitutions(store.connection, store.relay);
  const numbers = entryNoticeNumbers(store.connection);
  await makeIndexes(store.connection);
  activities = institutionActivities({
    institutions,
    bankAccounts: testBankAccounts(),
    numbers,
    unitCodes: uniqueValues(store.connection, 'unitCode'),
    calendar: openCalendar(store.connection),
  });
});
afterAll(() => store.close());

function register(programmeId = 'jiangsu'): Promise<Institution> {
  const accounts = uniqueValues(store.connection, 'institutionOfAccount');
  const caller = { accountId: newId(), role: 'provider' as const, programmeId };
  const track = programmeId === 'jiangsu' ? 'inspectionTesting' : 'provider';
  return registerInstitution({ institutions, accounts }, caller, track);
}

async function filledIn(programmeId = 'jiangsu'): Promise<Institution> {
  const { _id } = await register(programmeId);
  return save(
    _id,
    programmeId === 'shaanxi' ? { ...completeHostRegistration() } : completeForms.registration(),
  );
}

async function save(id: string, form: Form): Promise<Institution> {
  const schema = draftSchemaOf(await institutions.get(id), 'registration');
  return saveDraft(institutions, id, placeOf('registration'), schema, { form });
}

function submission({ _id, version, ownerAccountId }: Institution, key = newId()) {
  return { institutionId: _id, stage: 'registration' as const, key, version, submittedBy: ownerAccountId };
}

function outcome(institutionId: string, key = newId()) {
  const decision = { outcome: 'approve' as const, comments: [], decidedBy: newId(), taskId: newId() };
  return { institutionId, stage: 'registration' as const, key, ...decision };
}

const typesOf = ({ outbox }: Institution): string[] => outbox.map(({ type }) => type);

describe('registering', () => {
  it('when one account asks fifty times at once, then it has one institution', async () => {
    const accounts = uniqueValues(store.connection, 'institutionOfAccount');
    const caller = { accountId: newId(), role: 'provider' as const, programmeId: 'jiangsu' };
    const made = await Promise.all(
      Array.from({ length: 50 }, () =>
        registerInstitution({ institutions, accounts }, caller, 'inspectionTesting'),
      ),
    );
    expect(new Set(made.map(({ _id }) => _id)).size).toBe(1);
    expect(await institutions.model.countDocuments({ ownerAccountId: caller.accountId })).toBe(1);
  });
});

describe('a unit code', () => {
  it('when fifty institutions want it at once, then one gets it and the others are told', async () => {
    const unitCode = newCreditCode();
    const ids = await Promise.all(Array.from({ length: 50 }, async () => (await register())._id));
    const results = await Promise.allSettled(
      ids.map((institutionId) => activities.reserveUnitCode({ institutionId, unitCode })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'UnitCodeTaken' });
  });

  it('when its holder takes it again, then that is fine; when he gives it back, then another may take it', async () => {
    const unitCode = newCreditCode();
    const [mine, other] = [(await register())._id, (await register())._id];
    await activities.reserveUnitCode({ institutionId: mine, unitCode });
    await activities.reserveUnitCode({ institutionId: mine, unitCode });
    await activities.releaseUnitCode({ institutionId: other, unitCode });
    await expect(activities.reserveUnitCode({ institutionId: other, unitCode })).rejects.toThrow(
      'UnitCodeTaken',
    );
    await activities.releaseUnitCode({ institutionId: mine, unitCode });
    await activities.releaseUnitCode({ institutionId: mine, unitCode });
    await expect(activities.reserveUnitCode({ institutionId: other, unitCode })).resolves.toBeUndefined();
  });
});

describe('recording a submission', () => {
  it('when it is recorded, then its snapshot is under review and an event tells of it', async () => {
    const before = await filledIn();
    const summary = await activities.recordStageSubmission(submission(before));
    expect(summary).toEqual({
      title: '南京紫金分析测试有限公司',
      revision: 1,
      applicantAccountId: before.ownerAccountId,
    });
    const after = await institutions.get(before._id);
    expect(after.stages.registration).toMatchObject({
      status: 'underReview',
      submitted: { revision: 1, form: before.stages.registration?.draft },
    });
    expect(after.outbox).toEqual([
      expect.objectContaining({
        type: 'kequan.institution.stage-submitted.v1',
        subject: before._id,
        data: expect.objectContaining({
          title: '南京紫金分析测试有限公司',
          revision: 1,
          stage: 'registration',
        }) as unknown,
      }),
    ]);
  });

  it('when the step is retried after a crash, then it answers the same and nothing is doubled', async () => {
    const before = await filledIn();
    const input = submission(before);
    const first = await activities.recordStageSubmission(input);
    const again = await Promise.all(Array.from({ length: 5 }, () => activities.recordStageSubmission(input)));
    expect(new Set([first, ...again].map((summary) => JSON.stringify(summary))).size).toBe(1);
    expect(typesOf(await institutions.get(before._id))).toEqual(['kequan.institution.stage-submitted.v1']);
  });

  it('when two submissions race, then one wins', async () => {
    const before = await filledIn();
    const results = await Promise.allSettled([
      activities.recordStageSubmission(submission(before)),
      activities.recordStageSubmission(submission(before)),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(typesOf(await institutions.get(before._id))).toHaveLength(1);
  });

  it('when the draft was edited meanwhile, then it is a conflict', async () => {
    const seen = await filledIn();
    await save(seen._id, completeForms.registration());
    await expect(activities.recordStageSubmission(submission(seen))).rejects.toThrow('Conflict');
  });

  it('when the form is not complete, then every wrong field is named', async () => {
    const { _id } = await register();
    const seen = await save(_id, { hostName: '甲' });
    await expect(activities.recordStageSubmission(submission(seen))).rejects.toMatchObject({
      code: 'FormIncomplete',
      fields: expect.arrayContaining([{ path: 'unitCode', message: 'required' }]) as unknown,
    });
  });
});

describe('recording what was decided', () => {
  it('when it is retried, then it is recorded once; a second decision is refused', async () => {
    const before = await filledIn();
    await activities.recordStageSubmission(submission(before));
    const decision = outcome(before._id);
    await activities.recordStageOutcome(decision);
    await activities.recordStageOutcome(decision);
    await expect(activities.recordStageOutcome(outcome(before._id))).rejects.toThrow('NotUnderReview');
    const after = await institutions.get(before._id);
    expect(after.stages.registration).toMatchObject({
      status: 'approved',
      decision: { outcome: 'approve', revision: 1 },
    });
    expect(typesOf(after)).toEqual([
      'kequan.institution.stage-submitted.v1',
      'kequan.institution.stage-decided.v1',
    ]);
  });

  it('when a decision and a withdrawal race, then one of them wins', async () => {
    for (let round = 0; round < 10; round += 1) {
      const before = await filledIn();
      await activities.recordStageSubmission(submission(before));
      const { _id: institutionId, ownerAccountId: withdrawnBy } = before;
      const withdrawal = {
        institutionId,
        withdrawnBy,
        stage: 'registration' as const,
        key: newId(),
        taskId: newId(),
      };
      const results = await Promise.allSettled([
        activities.recordStageOutcome(outcome(institutionId)),
        activities.recordStageWithdrawal(withdrawal),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(typesOf(await institutions.get(institutionId))).toHaveLength(2);
    }
  });

  it('when it was withdrawn, then it is a draft again and may be submitted anew', async () => {
    const before = await filledIn();
    await activities.recordStageSubmission(submission(before));
    const { _id: institutionId, ownerAccountId: withdrawnBy } = before;
    const withdrawal = {
      institutionId,
      withdrawnBy,
      stage: 'registration' as const,
      key: newId(),
      taskId: newId(),
    };
    await activities.recordStageWithdrawal(withdrawal);
    await activities.recordStageWithdrawal(withdrawal);
    const draft = await institutions.get(institutionId);
    expect(draft.stages.registration?.status).toBe('draft');
    expect((await activities.recordStageSubmission(submission(draft))).revision).toBe(2);
  });
});

describe('the entry notice', () => {
  async function qualified(programmeId = 'jiangsu'): Promise<string> {
    const { _id, stages } = await register(programmeId);
    const approved = Object.keys(stages).map((stage) => [`stages.${stage}.status`, 'approved']);
    const change = { $set: { name: '甲', ...Object.fromEntries(approved) } as Record<string, unknown> };
    await institutions.command(_id, { key: newId(), change });
    return _id;
  }

  it('when twenty are published at once, then their numbers have no gap and no twin, and a retry has the same', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => qualified()));
    const publish = (institutionId: string) =>
      activities.publishEntryNotice({ institutionId, key: `publish:${institutionId}` });
    const first = await Promise.all(ids.map(publish));
    const again = await Promise.all(ids.map(publish));
    expect(again).toEqual(first);
    const numbers = first.map(({ noticeNumber }) => Number(/〕(\d+)号/.exec(noticeNumber ?? '')?.[1]));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    for (const id of ids) {
      const found = await institutions.get(id);
      expect(found.voucherShop).toBe(true);
      expect(typesOf(found)).toEqual(['kequan.institution.entry-notice-published.v1']);
    }
  });

  it('when it is published again under another key, at once or later, then it is the same and told once', async () => {
    const id = await qualified();
    const publish = () => activities.publishEntryNotice({ institutionId: id, key: newId() });
    const answers = [...(await Promise.all([publish(), publish(), publish()])), await publish()];
    expect(new Set(answers.map(({ noticeNumber }) => noticeNumber)).size).toBe(1);
    expect(typesOf(await institutions.get(id))).toEqual(['kequan.institution.entry-notice-published.v1']);
  });

  it('when the step crashed behind the number, then its retry takes no other, also in a later year', async () => {
    const id = await qualified();
    const numbers = entryNoticeNumbers(store.connection);
    const { year, no } = await numbers.take('jiangsu', id, new Date('2024-12-31T15:59:00Z'));
    expect(year).toBe(2024);
    const { noticeNumber } = await activities.publishEntryNotice({ institutionId: id, key: newId() });
    expect(noticeNumber).toBe(`苏科券入库〔${year}〕${String(no).padStart(4, '0')}号`);
  });

  it('when the programme has no numbered notice (Shaanxi), then it is published without a number', async () => {
    const id = await qualified('shaanxi');
    expect(await activities.publishEntryNotice({ institutionId: id, key: newId() })).toEqual({});
    expect(await institutions.get(id)).toMatchObject({ voucherShop: true });
  });

  it('M19: when its owner took the approval back before the notice, then nothing is published, and it enters when it passes again', async () => {
    const id = await qualified('shaanxi');
    const standing = (status: string) =>
      institutions.command(id, {
        key: newId(),
        change: { $set: { 'stages.registration.status': status } },
      });
    const publish = () => activities.publishEntryNotice({ institutionId: id, key: newId() });
    await standing('draft');
    expect(await publish()).toEqual({});
    expect(await institutions.get(id)).not.toHaveProperty('entryNotice');
    await standing('approved');
    await publish();
    expect(await institutions.get(id)).toMatchObject({ voucherShop: true });
  });

  it('M19: when the approval is taken back and the notice published at the same moment, then neither is refused and no draft enters', async () => {
    for (let race = 0; race < 10; race += 1) {
      const { _id: institutionId, ownerAccountId: withdrawnBy } = await filledIn('shaanxi');
      await activities.recordStageSubmission(submission(await institutions.get(institutionId)));
      await activities.recordStageOutcome(outcome(institutionId));
      const before = await institutions.get(institutionId);
      const withdrawing = { institutionId, stage: 'registration' as const, key: newId(), withdrawnBy };
      await Promise.all([
        activities.publishEntryNotice({ institutionId, key: newId() }),
        withdrawApproval(institutions, withdrawing),
      ]);
      const { entryNotice, outbox, stages } = await institutions.get(institutionId);
      expect(stages.registration?.status).toBe('draft');
      const order = outbox.slice(before.outbox.length).map(({ type }) => type.split('.').at(-2));
      expect(order).toEqual(
        entryNotice ? ['entry-notice-published', 'approval-withdrawn'] : ['approval-withdrawn'],
      );
    }
  });
});

describe('the open shop', () => {
  it('when the institution has none, or does not exist, then it is required', async () => {
    const { _id } = await register();
    for (const institutionId of [_id, newId()])
      await expect(activities.requireOpenShop({ institutionId })).rejects.toThrow('OpenShopRequired');
  });

  it('when Shaanxi’s registration is approved, then that is enough', async () => {
    const { _id, ownerAccountId } = await filledIn('shaanxi');
    const seen = await institutions.get(_id);
    await activities.recordStageSubmission(submission({ ...seen, ownerAccountId }));
    await activities.recordStageOutcome(outcome(_id));
    await expect(activities.requireOpenShop({ institutionId: _id })).resolves.toBeUndefined();
  });
});
