import {
  failure,
  newId,
  onboardingId,
  progress,
  withdraw,
  type EntryNoticeView,
  type InstitutionView,
  type OnboardingStage,
  type Page,
} from '@kequan/contracts';
import {
  call,
  freshInstance,
  standIn,
  testEvents,
  until,
  type TestAccount,
  type TestAnswer,
  type TestEvents,
  startTestHome,
  type TestHome,
} from '@kequan/kit/testing';
import { definition } from './service';
import { completeForms } from './testing/forms';
import { Owner } from './testing/owner';
import { serviceListed } from './testing/service-listed';

const instance = freshInstance();
let listed: string[] = [];
let home: TestHome;
let events: TestEvents;

beforeAll(async () => {
  events = await testEvents(instance, ['institution', 'catalog']);
  home = await startTestHome({
    definition,
    instance,
    others: [
      standIn('catalog', {
        requireListedServices: async () => {
          if (listed.length === 0) throw failure('ListedServiceRequired');
        },
        setVoucherServices: async () => undefined,
      }),
    ],
  });
});
afterAll(async () => {
  await home.stop();
  await events.stop();
});
beforeEach(() => {
  listed = [];
});

async function newOwner(programmeId = 'jiangsu', track = 'inspectionTesting'): Promise<Owner> {
  return Owner.create(home, await home.identity.account('provider', programmeId), track);
}

const code = (answer: TestAnswer): unknown => (answer.body as { code?: string }).code;
const stageOf = (answer: TestAnswer, stage: OnboardingStage) =>
  (answer.body as InstitutionView).stages[stage];

describe('an institution', () => {
  it('when its owner asks for it again, then it is the same one', async () => {
    const owner = await newOwner();
    const again = await owner.call('POST /v1/institutions', { body: { track: 'inspectionTesting' } });
    expect([again.status, (again.body as InstitutionView).institutionId]).toEqual([201, owner.id]);
    expect((await owner.call('GET /v1/institutions/mine')).body).toMatchObject({ institutionId: owner.id });
  });

  it('when the programme has no such track, then it is refused', async () => {
    const { authorization } = await home.identity.account('provider', 'shaanxi');
    const body = { track: 'inspectionTesting' };
    const answer = await call(home.port, 'POST /v1/institutions', { authorization, body });
    expect([answer.status, code(answer)]).toEqual([422, 'TrackUnknown']);
    const mine = await call(home.port, 'GET /v1/institutions/mine', { authorization });
    expect(mine.status).toBe(404);
  });

  it('when somebody asks for it, then its owner and the staff of its programme see it, to others it does not exist', async () => {
    const owner = await newOwner();
    const line = `GET /v1/institutions/${owner.id}`;
    const see = async (account: TestAccount) => (await call(home.port, line, account)).status;
    expect(await see(owner.account)).toBe(200);
    for (const role of ['office', 'reviewer', 'finance', 'auditor', 'platformAdmin'] as const)
      expect(await see(await home.identity.account(role))).toBe(200);
    expect(await see(await home.identity.account('platformAdmin', 'shaanxi'))).toBe(200);
    for (const role of ['office', 'provider', 'voucherUser'] as const)
      expect(await see(await home.identity.account(role, 'shaanxi'))).toBe(404);
    for (const role of ['provider', 'voucherUser'] as const)
      expect(await see(await home.identity.account(role))).toBe(404);
  });

  it('when another provider saves, submits or withdraws it, then it does not exist for him', async () => {
    const owner = await newOwner();
    const stranger = new Owner(home, await home.identity.account('provider'), owner.id);
    const answers = [await stranger.save('registration'), await stranger.submit('registration')];
    answers.push(await stranger.withdraw('registration'));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await owner.view()).stages.registration?.draft).toEqual({});
  });

  it('when staff lists institutions, then only those of their programme are there', async () => {
    const mine = await newOwner('shaanxi', 'provider');
    await newOwner();
    const office = await home.identity.account('office', 'shaanxi');
    const { items } = (await call(home.port, 'GET /v1/institutions?limit=100', office))
      .body as Page<InstitutionView>;
    expect(items.map(({ institutionId }) => institutionId)).toContain(mine.id);
    expect(new Set(items.map(({ programmeId }) => programmeId))).toEqual(new Set(['shaanxi']));
  });
});

describe('a draft', () => {
  it('when it is saved, then it replaces the one before and nothing is submitted (R03)', async () => {
    const owner = await newOwner();
    await owner.save('registration', { hostName: '甲', address: '南京' });
    const answer = await owner.save('registration', { hostName: '乙' });
    expect(stageOf(answer, 'registration')).toEqual({
      status: 'draft',
      revision: 0,
      draft: { hostName: '乙' },
    });
  });

  it('when it is only saved, then nobody but its owner sees it (R03)', async () => {
    const owner = await newOwner();
    await owner.save('registration');
    const office = await home.identity.account('office');
    const seen = (await call(home.port, `GET /v1/institutions/${owner.id}`, office)).body as InstitutionView;
    expect(seen.stages.registration).toEqual({ status: 'draft', revision: 0, draft: {} });
    await owner.submit('registration');
    const later = (await call(home.port, `GET /v1/institutions/${owner.id}`, office)).body as InstitutionView;
    expect(later.stages.registration?.submitted?.form).toMatchObject({
      hostName: '南京紫金分析测试有限公司',
    });
  });

  it('when a field is wrong, then it is named by its path and nothing is saved', async () => {
    const owner = await newOwner();
    const answer = await owner.save('registration', { unitKind: 'bank', nickname: 'x' });
    expect(answer.status).toBe(400);
    expect((answer.body as { fields: { path: string }[] }).fields.map(({ path }) => path)).toEqual([
      'body.form.unitKind',
      'body.form.nickname',
    ]);
    expect((await owner.view()).version).toBe(1);
  });

  it('when it is saved over a version that is gone, then it is a conflict', async () => {
    const owner = await newOwner();
    await owner.save('registration', { hostName: '甲' }, 1);
    const answer = await owner.save('registration', { hostName: '乙' }, 1);
    expect([answer.status, code(answer)]).toEqual([409, 'Conflict']);
  });

  it('when it is under review, then it cannot be edited', async () => {
    const owner = await newOwner();
    await owner.save('registration');
    await owner.submit('registration');
    const answer = await owner.save('registration');
    expect([answer.status, code(answer)]).toEqual([409, 'StageNotOpen']);
  });
});

describe('a submission', () => {
  it('when the form is complete, then it is under review when the answer comes', async () => {
    const owner = await newOwner();
    await owner.save('registration');
    const answer = await owner.submit('registration');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ name: '南京紫金分析测试有限公司' });
    expect(stageOf(answer, 'registration')).toMatchObject({ status: 'underReview', revision: 1 });
  });

  it('when it is repeated with the same key, side by side and later, then the same is answered once submitted', async () => {
    const owner = await newOwner();
    await owner.save('registration');
    const key = newId();
    const answers = await Promise.all([1, 2, 3].map(() => owner.submit('registration', key)));
    answers.push(await owner.submit('registration', key));
    for (const answer of answers)
      expect([answer.status, stageOf(answer, 'registration')?.revision]).toEqual([200, 1]);
    await owner.decide('registration', 'return');
    const later = await owner.submit('registration', key);
    expect([later.status, stageOf(later, 'registration')?.status]).toEqual([200, 'returned']);
  });

  it('when the form is incomplete, then every wrong field is named, and the process does not hear of it', async () => {
    const owner = await newOwner();
    await owner.save('registration', { hostName: '甲', unitCode: '123' });
    const answer = await owner.submit('registration');
    expect([answer.status, code(answer)]).toEqual([422, 'FormIncomplete']);
    const { fields } = answer.body as { fields: { path: string; message: string }[] };
    expect(fields).toContainEqual({
      path: 'unitCode',
      message: '统一社会信用代码（或组织机构代码）校验不通过',
    });
    expect(fields).toContainEqual({ path: 'licenceFileId', message: '必填' });
    expect(await home.processes.query(onboardingId(owner.id), progress)).toBeUndefined();
  });

  it('when a stage before is not approved, then it is not open (R08)', async () => {
    const owner = await newOwner();
    await owner.save('shop');
    const answer = await owner.submit('shop');
    expect([answer.status, code(answer)]).toEqual([409, 'StageNotOpen']);
  });

  it('when the track has no such stage, then it is unknown', async () => {
    const owner = await newOwner('shaanxi', 'provider');
    const answer = await owner.submit('shop');
    expect([answer.status, code(answer)]).toEqual([422, 'StageUnknown']);
  });

  it('when another institution has the unit code, then it is refused and stays a draft (R16)', async () => {
    const [first, second] = [await newOwner(), await newOwner()];
    const form = completeForms.registration();
    await first.save('registration', form);
    await first.submit('registration');
    await second.save('registration', form);
    const answer = await second.submit('registration');
    expect([answer.status, code(answer)]).toEqual([409, 'UnitCodeTaken']);
    expect((await second.view()).stages.registration?.status).toBe('draft');
    await second.save('registration');
    expect((await second.submit('registration')).status).toBe(200);
  });

  it('when it was rejected, then its unit code is free and it may be submitted anew', async () => {
    const [first, second] = [await newOwner(), await newOwner()];
    const form = completeForms.registration();
    await first.save('registration', form);
    await first.submit('registration');
    await first.decide('registration', 'reject');
    expect((await first.view()).stages.registration?.status).toBe('rejected');
    await second.save('registration', form);
    await until('the code released', async () => (await second.submit('registration')).status === 200);
    await first.save('registration');
    expect(stageOf(await first.submit('registration'), 'registration')?.revision).toBe(2);
  });
});

describe('a withdrawal', () => {
  it('when it is under review, then it is a draft again, for a repeated call too', async () => {
    const owner = await newOwner();
    await owner.save('registration');
    await owner.submit('registration');
    const key = newId();
    for (const answer of [
      await owner.withdraw('registration', key),
      await owner.withdraw('registration', key),
    ])
      expect([answer.status, stageOf(answer, 'registration')?.status]).toEqual([200, 'draft']);
    expect(stageOf(await owner.submit('registration'), 'registration')?.revision).toBe(2);
  });

  it('when nothing is under review, or no process runs, then there is nothing to withdraw', async () => {
    const owner = await newOwner();
    const answer = await owner.withdraw('registration');
    expect([answer.status, code(answer)]).toEqual([409, 'NotUnderReview']);
    const args = { key: newId(), withdrawnBy: owner.account.accountId };
    await expect(home.processes.update(onboardingId(owner.id), withdraw, args)).rejects.toThrow('NotFound');
  });
});

describe('the whole way', () => {
  it('when every stage is approved, then the entry notice is public and the tracker has told each step', async () => {
    const owner = await newOwner();
    expect((await owner.tracker()).now).toMatchObject({ step: 'registration', holder: 'applicant' });
    await owner.save('registration');
    await owner.submit('registration');
    const reviewing = await owner.tracker();
    expect(reviewing.now).toMatchObject({ step: 'registration', holder: 'reviewer' });
    expect(reviewing.now?.dueAt).toBeDefined();
    await owner.decide('registration', 'return');
    expect((await owner.tracker()).now).toMatchObject({
      holder: 'applicant',
      words: expect.stringContaining('退回') as unknown,
    });
    await owner.pass('registration');
    await owner.pass('shop');
    expect((await owner.tracker()).now).toMatchObject({ step: 'service' });

    await owner.save('qualification');
    const early = await owner.submit('qualification');
    expect([early.status, code(early)]).toEqual([409, 'ListedServiceRequired']);
    listed = [newId()];
    await events.publish(serviceListed(owner.id, owner.account.accountId));
    await until(
      'the listed service in the tracker',
      async () => (await owner.tracker()).now?.step === 'qualification',
    );
    await owner.pass('qualification');

    await until('the notice', async () => (await owner.view()).voucherShop);
    const { entryNoticeNumber } = await owner.view();
    expect(entryNoticeNumber).toMatch(/^苏科券入库〔\d{4}〕\d{4}号$/);
    const notices = (await call(home.port, 'GET /v1/entry-notices?programmeId=jiangsu'))
      .body as Page<EntryNoticeView>;
    expect(notices.items[0]).toMatchObject({
      institutionId: owner.id,
      institutionName: '南京紫金分析测试有限公司',
      noticeNumber: entryNoticeNumber,
    });
    expect((await owner.tracker()).now).toMatchObject({ step: 'entryNotice', holder: 'nobody' });
    expect((await owner.tracker()).steps.map(({ status }) => status)).toEqual([
      'approved',
      'approved',
      'done',
      'approved',
      'done',
    ]);
  });

  it('when it is Shaanxi’s, then the approved registration is the whole way', async () => {
    const owner = await newOwner('shaanxi', 'provider');
    await owner.pass('registration');
    await until('the voucher shop', async () => (await owner.view()).voucherShop);
    expect((await owner.view()).entryNoticeNumber).toBeUndefined();
    expect((await owner.tracker()).now).toMatchObject({ holder: 'nobody' });
  });
});
