import {
  newId,
  type InstitutionView,
  type Page,
  type ProblemAnswer,
  type Role,
  type TrackName,
} from '@kequan/contracts';
import { call, until, type TestAnswer } from '@kequan/kit/testing';
import { newCreditCode } from './testing/credit-code';
import { completeEnrolment, withPersonalAccount, type EnrolmentChanges } from './testing/enrolment';
import { completeHostRegistration } from './testing/host-registration';
import { Owner } from './testing/owner';
import { startInstitution, type InstitutionSystem } from './testing/system';

let system: InstitutionSystem;
beforeAll(async () => {
  system = await startInstitution();
});
afterAll(() => system.stop());

async function newUser(programmeId = 'shaanxi'): Promise<Owner> {
  return Owner.create(system, await system.identity.account('voucherUser', programmeId), 'voucherUser');
}

/** A user whose enrolment is filled in and submitted. */
async function submitted(changes: EnrolmentChanges = {}, programmeId = 'shaanxi'): Promise<Owner> {
  const user = await newUser(programmeId);
  await user.save('enrolment', completeEnrolment(changes));
  expect((await user.submit('enrolment')).status).toBe(200);
  return user;
}

async function admitted(): Promise<Owner> {
  const user = await submitted();
  await user.decide('enrolment', 'approve');
  return user;
}

const code = ({ status, body }: TestAnswer): unknown => [status, (body as Partial<ProblemAnswer>).code];
const statusOf = async (user: Owner) => (await user.view()).stages.enrolment?.status;
const fieldsOf = ({ body }: TestAnswer) => (body as ProblemAnswer).fields;

describe('an account and its way', () => {
  it.each([
    ['voucherUser', 'provider'],
    ['provider', 'voucherUser'],
  ] as [Role, TrackName][])(
    'when a %s wants the way of a %s, then it is refused (R02)',
    async (role, track) => {
      const { authorization } = await system.identity.account(role, 'shaanxi');
      const answer = await call(system.port, 'POST /v1/institutions', { authorization, body: { track } });
      expect(code(answer)).toEqual([422, 'TrackNotOfRole']);
      expect(code(await call(system.port, 'GET /v1/institutions/mine', { authorization }))).toEqual([
        404,
        'NotFound',
      ]);
    },
  );

  it('when a user has begun, then the enrolment is the one step of his way', async () => {
    const user = await newUser();
    expect(await user.view()).toMatchObject({ track: 'voucherUser', voucherShop: false });
    const { steps, now } = await user.tracker();
    expect(steps).toEqual([{ step: 'enrolment', title: '用券机构信息', status: 'open' }]);
    expect(now).toMatchObject({ holder: 'applicant', words: '请填写“用券机构信息”并提交审核。' });
  });
});

describe('filling in an enrolment', () => {
  it('when one section after the other is saved, then nothing is submitted (R03)', async () => {
    const user = await newUser();
    const { basic, finance } = completeEnrolment();
    await user.save('enrolment', { basic });
    await user.save('enrolment', { basic, finance: { ...finance, accountKind: 'personal' } });
    expect(await statusOf(user)).toBe('draft');
    expect(fieldsOf(await user.submit('enrolment'))).toEqual(
      expect.arrayContaining([{ path: 'contact', message: '必填' }]),
    );
  });

  it('when the account is a personal one, then it is refused in words (R15)', async () => {
    const user = await newUser();
    await user.save('enrolment', withPersonalAccount());
    const answer = await user.submit('enrolment');
    expect(code(answer)).toEqual([422, 'FormIncomplete']);
    expect(fieldsOf(answer)).toEqual([
      { path: 'finance.accountKind', message: '须为本单位对公银行账户，不得使用个人账户' },
    ]);
    expect(await statusOf(user)).toBe('draft');
  });

  it('when the unit is of none of the named kinds, then each condition is told in words (R14)', async () => {
    const user = await newUser();
    const basic = { province: '江苏省', employees: 5_000, lastYearRevenueFen: 90_000_000_000 };
    await user.save('enrolment', completeEnrolment({ basic }));
    const answer = await user.submit('enrolment');
    expect(code(answer)).toEqual([422, 'FormIncomplete']);
    expect(fieldsOf(answer)).toEqual([
      { path: 'basic.province', message: '须在陕西省注册' },
      { path: 'basic.employees', message: '超出中小微企业划型标准（工信部联企业〔2011〕300号）' },
    ]);
  });

  it('when another voucher user has the code, then it is refused; a provider may have it too (R16)', async () => {
    const unitCode = newCreditCode();
    await submitted({ basic: { unitCode } });
    const second = await newUser();
    await second.save('enrolment', completeEnrolment({ basic: { unitCode } }));
    expect(code(await second.submit('enrolment'))).toEqual([409, 'UnitCodeTaken']);
    expect(await statusOf(second)).toBe('draft');

    const provider = await Owner.create(
      system,
      await system.identity.account('provider', 'shaanxi'),
      'provider',
    );
    await provider.save('registration', completeHostRegistration({ host: { unitCode } }));
    expect((await provider.submit('registration')).status).toBe(200);
  });
});

describe('an enrolment under review', () => {
  it('when it is approved, then the user is admitted, with neither shop nor notice', async () => {
    const user = await admitted();
    const view = await user.view();
    expect(view).toMatchObject({ name: '西安高新精密机械有限公司', voucherShop: false });
    expect(view.stages.enrolment).toMatchObject({ status: 'approved', revision: 1 });
    expect((await user.tracker()).now).toMatchObject({
      holder: 'nobody',
      words: '已成为用券机构，可申请创新券。',
    });
  });

  it('when it is rejected, then another may have its code, and it may be submitted anew', async () => {
    const unitCode = newCreditCode();
    const first = await submitted({ basic: { unitCode } });
    await first.decide('enrolment', 'reject');
    expect(await statusOf(first)).toBe('rejected');
    const second = await newUser();
    await second.save('enrolment', completeEnrolment({ basic: { unitCode } }));
    await until('the code given back', async () => (await second.submit('enrolment')).status === 200);
  });

  it('when the programme lets it pass by itself, then it is approved without anybody', async () => {
    const user = await submitted({ basic: { province: '江苏省' } }, 'jiangsu');
    await until('the automatic pass', async () => (await statusOf(user)) === 'approved');
    expect((await user.view()).stages.enrolment?.decision).toMatchObject({
      outcome: 'approve',
      comments: [],
    });
    expect(system.tasks.filter(({ subject }) => subject.id === user.id)).toEqual([]);
  });

  it('when staff looks at it, then the account’s number is masked; its owner sees all of it', async () => {
    const user = await submitted();
    const reviewer = await system.identity.account('reviewer', 'shaanxi');
    const one = (await call(system.port, `GET /v1/institutions/${user.id}`, reviewer))
      .body as InstitutionView;
    const { items } = (await call(system.port, 'GET /v1/institutions?limit=100', reviewer))
      .body as Page<InstitutionView>;
    const listed = items.find(({ institutionId }) => institutionId === user.id);
    for (const seen of [one, listed]) {
      expect(seen?.stages.enrolment?.submitted?.form['finance']).toMatchObject({ bankAccountNo: '****2215' });
      expect(JSON.stringify(seen)).not.toContain('6103298741002215');
    }
    const own = (await user.view()).stages.enrolment?.submitted?.form['finance'];
    expect(own).toMatchObject({ bankAccountNo: '6103298741002215' });
  });
});

describe('an approved enrolment that is taken back (R04)', () => {
  it('when the owner has not confirmed, then he is warned and stays admitted', async () => {
    const user = await admitted();
    const answer = await user.withdraw('enrolment');
    expect(code(answer)).toEqual([409, 'WithdrawalNeedsConfirmation']);
    expect((answer.body as ProblemAnswer).detail).toContain('状态会重新变成待审核');
    expect(await statusOf(user)).toBe('approved');
    const unconfirmed = await user.withdraw('enrolment', newId(), '?confirm=false');
    expect(code(unconfirmed)).toEqual([409, 'WithdrawalNeedsConfirmation']);
  });

  it('when he has confirmed, then it is a draft, once, and must pass again', async () => {
    const user = await admitted();
    const key = newId();
    const answers = await Promise.all([1, 2].map(() => user.withdraw('enrolment', key, '?confirm=true')));
    answers.push(await user.withdraw('enrolment', key, '?confirm=true'));
    for (const { status, body } of answers)
      expect([status, (body as InstitutionView).stages.enrolment?.status]).toEqual([200, 'draft']);

    const draft = (await user.view()).stages.enrolment?.draft as ReturnType<typeof completeEnrolment>;
    const edited = { ...draft, contact: { ...draft.contact, contactName: '周宁' } };
    expect((await user.save('enrolment', edited)).status).toBe(200);
    expect((await user.submit('enrolment')).status).toBe(200);
    expect(await statusOf(user)).toBe('underReview');
    await user.decide('enrolment', 'approve');
    expect((await user.view()).stages.enrolment).toMatchObject({ status: 'approved', revision: 2 });
  });

  it('when it is rejected then, then the code stays the unit’s own: nobody else gets vouchers under it (R16)', async () => {
    const unitCode = newCreditCode();
    const user = await submitted({ basic: { unitCode } });
    await user.decide('enrolment', 'approve');
    await user.withdraw('enrolment', newId(), '?confirm=true');
    await user.submit('enrolment');
    await user.decide('enrolment', 'reject');
    const other = await newUser();
    await other.save('enrolment', completeEnrolment({ basic: { unitCode } }));
    expect(code(await other.submit('enrolment'))).toEqual([409, 'UnitCodeTaken']);
    expect((await user.submit('enrolment')).status).toBe(200);
  });

  it('when it is under review, then no confirmation is needed', async () => {
    const user = await submitted();
    const { status, body } = await user.withdraw('enrolment');
    expect([status, (body as InstitutionView).stages.enrolment?.status]).toEqual([200, 'draft']);
  });

  it('when a stage is approved that its track does not let be reopened, then there is nothing to withdraw', async () => {
    const provider = await Owner.create(
      system,
      await system.identity.account('provider', 'jiangsu'),
      'inspectionTesting',
    );
    await provider.pass('registration');
    expect(code(await provider.withdraw('registration', newId(), '?confirm=true'))).toEqual([
      409,
      'NotUnderReview',
    ]);
  });
});
