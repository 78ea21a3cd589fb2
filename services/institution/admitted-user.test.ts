import { newId, type InstitutionActivities } from '@kequan/contracts';
import { saveDraft, openCalendar, uniqueValues } from '@kequan/kit';
import { testStore, type TestStore } from '@kequan/kit/testing';
import { institutionActivities } from './activities';
import { entryNoticeNumbers } from './entry-notice-numbers';
import { openInstitutions, type Institution, type Institutions } from './model';
import { registerInstitution } from './registering';
import { placeOf, withdrawApproval } from './stage-commands';
import { storedDraftOf } from './stored-draft';
import { testBankAccounts } from './testing/bank-accounts';
import { completeEnrolment } from './testing/enrolment';

const stage = 'enrolment' as const;
const accountNumbers = testBankAccounts();
let store: TestStore;
let institutions: Institutions;
let activities: InstitutionActivities;
beforeAll(async () => {
  store = await testStore();
  institutions = openInstitutions(store.connection, store.relay);
  activities = institutionActivities({
    institutions,
    bankAccounts: accountNumbers,
    numbers: entryNoticeNumbers(store.connection),
    unitCodes: uniqueValues(store.connection, 'unitCode'),
    calendar: openCalendar(store.connection),
  });
});
afterAll(() => store.close());

/** A voucher user whose enrolment is under review, and its form. */
async function underReview(form = completeEnrolment()): Promise<{ user: Institution; form: typeof form }> {
  const accounts = uniqueValues(store.connection, 'institutionOfAccount');
  const caller = { accountId: newId(), role: 'voucherUser' as const, programmeId: 'shaanxi' };
  const { _id: institutionId } = await registerInstitution({ institutions, accounts }, caller, 'voucherUser');
  const schema = storedDraftOf({ programmeId: 'shaanxi', track: 'voucherUser' }, stage, accountNumbers);
  const { version } = await saveDraft(institutions, institutionId, placeOf(stage), schema, { form });
  const { unitCode } = form.basic;
  await activities.reserveUnitCode({ institutionId, unitCode });
  const submittedBy = caller.accountId;
  await activities.recordStageSubmission({ institutionId, stage, key: newId(), version, submittedBy });
  return { user: await institutions.get(institutionId), form };
}

async function approved() {
  const { user, form } = await underReview();
  const decision = { outcome: 'approve' as const, comments: [], decidedBy: newId(), taskId: newId() };
  await activities.recordStageOutcome({ institutionId: user._id, stage, key: newId(), ...decision });
  return { user: await institutions.get(user._id), form };
}

const admitted = (institutionId: string) => activities.requireAdmittedUser({ institutionId });
const takeBack = ({ _id, ownerAccountId }: Institution, key = newId()) =>
  withdrawApproval(institutions, { institutionId: _id, stage, key, withdrawnBy: ownerAccountId });

describe('the admitted user', () => {
  it('when his enrolment is approved, then what an application needs is told, and no account (R20)', async () => {
    const { user, form } = await approved();
    const { name, unitCode, userKind, registeredOn } = form.basic;
    expect(await admitted(user._id)).toEqual({
      name,
      unitCode,
      userKind,
      registeredOn,
      accountId: user.ownerAccountId,
    });
  });

  it('when nothing is approved, or there is no such institution, then there is none', async () => {
    const { user } = await underReview();
    for (const institutionId of [user._id, newId()])
      await expect(admitted(institutionId)).rejects.toThrow('UserNotAdmitted');
  });

  it('when the approval is taken back, then he is admitted no longer, and an event tells of it once (R04)', async () => {
    const { user } = await approved();
    const key = newId();
    await Promise.all([takeBack(user, key), takeBack(user, key)]);
    await expect(admitted(user._id)).rejects.toThrow('UserNotAdmitted');
    const { outbox } = await institutions.get(user._id);
    expect(outbox.slice(-1)).toMatchObject([
      {
        type: 'kequan.institution.approval-withdrawn.v1',
        data: { stage, track: 'voucherUser', revision: 1, withdrawnBy: user.ownerAccountId },
      },
    ]);
    expect(outbox.filter(({ type }) => type.includes('approval-withdrawn'))).toHaveLength(1);
    await expect(takeBack(user)).rejects.toThrow('NotUnderReview');
  });

  it('when anything was told of him, then his bank account was not among it, nor stands it readable in the store', async () => {
    const { user, form } = await approved();
    const { outbox } = await takeBack(user);
    expect(outbox.map(({ type }) => type.split('.')[2])).toEqual([
      'stage-submitted',
      'stage-decided',
      'approval-withdrawn',
    ]);
    expect(JSON.stringify(outbox)).not.toContain(form.finance.bankAccountNo);
    expect(JSON.stringify(await institutions.get(user._id))).not.toContain(form.finance.bankAccountNo);
  });
});

describe('the unit code of a voucher user (R16)', () => {
  it('when it was never approved, then it is given back; when it was, then it stays his', async () => {
    const [first, second] = [await underReview(), await approved()];
    for (const { user, form } of [first, second])
      await activities.releaseUnitCode({ institutionId: user._id, unitCode: form.basic.unitCode });
    const institutionId = (await underReview()).user._id;
    const take = (unitCode: string) => activities.reserveUnitCode({ institutionId, unitCode });
    await expect(take(first.form.basic.unitCode)).resolves.toBeUndefined();
    await expect(take(second.form.basic.unitCode)).rejects.toThrow('UnitCodeTaken');
  });
});
