import {
  decide as decideMessage,
  failure,
  newId,
  publicationId,
  type MallServiceView,
  type Page,
  type ReviewOutcome,
  type ServiceView,
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
import { completeService } from './testing/services';
import { stageDecided } from './testing/shop-opened';

const instance = freshInstance();
let shopOpen = true;
let home: TestHome;
let events: TestEvents;

beforeAll(async () => {
  events = await testEvents(instance, ['institution', 'catalog']);
  home = await startTestHome({
    definition,
    instance,
    others: [
      standIn('institution', {
        requireOpenShop: async () => {
          if (!shopOpen) throw failure('OpenShopRequired');
        },
      }),
    ],
  });
});
afterAll(async () => {
  await home.stop();
  await events.stop();
});
beforeEach(() => {
  shopOpen = true;
});

/** A provider with an open shop. */
async function newProvider(): Promise<{ account: TestAccount; institutionId: string }> {
  const account = await home.identity.account('provider');
  const institutionId = newId();
  await events.publish(stageDecided(institutionId, account.accountId));
  return { account, institutionId };
}

function create(account: TestAccount, body: object, idempotencyKey = newId()): Promise<TestAnswer> {
  const { authorization } = account;
  return call(home.port, 'POST /v1/services', { authorization, body, idempotencyKey });
}

/** A service as its owner works with it, over HTTP. */
interface OwnService {
  account: TestAccount;
  institutionId: string;
  id: string;
}

async function newService(form?: object): Promise<OwnService> {
  const { account, institutionId } = await newProvider();
  const { body } = await create(account, { institutionId, kind: 'inspectionTesting' });
  const service = { account, institutionId, id: (body as ServiceView).serviceId };
  await save(service, form ?? completeService());
  return service;
}

function save({ account, id }: OwnService, form: object): Promise<TestAnswer> {
  const { authorization } = account;
  return call(home.port, `PUT /v1/services/${id}`, { authorization, body: { form } });
}

function move(
  { account, id }: OwnService,
  what: 'submission' | 'withdrawal',
  key = newId(),
): Promise<TestAnswer> {
  const { authorization } = account;
  return call(home.port, `POST /v1/services/${id}/${what}`, { authorization, idempotencyKey: key });
}

async function view({ account, id }: OwnService): Promise<ServiceView> {
  return (await call(home.port, `GET /v1/services/${id}`, account)).body as ServiceView;
}

async function decide(service: OwnService, outcome: ReviewOutcome): Promise<void> {
  const { revision } = await view(service);
  const task = await until('the task', async () =>
    home.tasks.find((one) => one.subject.id === service.id && one.revision === revision),
  );
  const key = newId();
  const comments = outcome === 'approve' ? [] : [{ text: '请补充' }];
  const args = { key, taskId: task.taskId, outcome, comments, decidedBy: newId() };
  await home.processes.update(publicationId('service', service.id), decideMessage, args);
}

async function list(form?: object): Promise<OwnService> {
  const service = await newService(form);
  await move(service, 'submission');
  await decide(service, 'approve');
  return service;
}

async function mall(query: string): Promise<MallServiceView[]> {
  return ((await call(home.port, `GET /v1/mall/services?${query}`)).body as Page<MallServiceView>).items;
}

const code = (answer: TestAnswer): unknown => (answer.body as { code?: string }).code;

describe('a new service', () => {
  it('when the shop’s event is still on its way, then it is waited for', async () => {
    const account = await home.identity.account('provider');
    const institutionId = newId();
    const creating = create(account, { institutionId, kind: 'inspectionTesting' });
    await events.publish(stageDecided(institutionId, account.accountId));
    const answer = await creating;
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      institutionId,
      programmeId: 'jiangsu',
      status: 'draft',
      voucher: false,
    });
  });

  it('when the shop is not open, then that is required', async () => {
    const account = await home.identity.account('provider');
    const answer = await create(account, { institutionId: newId(), kind: 'inspectionTesting' });
    expect([answer.status, code(answer)]).toEqual([409, 'OpenShopRequired']);
  });

  it('when the institution is another’s, then it does not exist for the caller', async () => {
    const { institutionId } = await newProvider();
    const { account } = await newProvider();
    expect((await create(account, { institutionId, kind: 'inspectionTesting' })).status).toBe(404);
  });

  it('when the track does not publish its kind, then the field is named', async () => {
    const { account, institutionId } = await newProvider();
    const answer = await create(account, { institutionId, kind: 'experiment' });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ fields: [{ path: 'body.kind' }] });
  });

  it('when the call is repeated with its key, then there is one service', async () => {
    const { account, institutionId } = await newProvider();
    const key = newId();
    const body = { institutionId, kind: 'inspectionTesting' };
    const answers = await Promise.all([create(account, body, key), create(account, body, key)]);
    expect(new Set(answers.map((answer) => (answer.body as ServiceView).serviceId)).size).toBe(1);
  });
});

describe('a service', () => {
  it('when somebody asks for it, then its owner and the staff of its programme see it, to others it does not exist', async () => {
    const service = await newService();
    const see = async (account: TestAccount) =>
      (await call(home.port, `GET /v1/services/${service.id}`, account)).status;
    expect(await see(service.account)).toBe(200);
    expect(await see(await home.identity.account('office'))).toBe(200);
    expect(await see(await home.identity.account('office', 'shaanxi'))).toBe(404);
    expect(await see(await home.identity.account('provider'))).toBe(404);
    expect(await see(await home.identity.account('voucherUser'))).toBe(404);
  });

  it('when services are listed, then a provider has his own and staff those of the programme', async () => {
    const service = await newService();
    await newService();
    const of = async (account: TestAccount) =>
      ((await call(home.port, 'GET /v1/services?limit=100', account)).body as Page<ServiceView>).items;
    expect((await of(service.account)).map(({ serviceId }) => serviceId)).toEqual([service.id]);
    expect((await of(await home.identity.account('office'))).length).toBeGreaterThanOrEqual(2);
    expect(await of(await home.identity.account('office', 'shaanxi'))).toEqual([]);
  });

  it('when another provider saves, submits or withdraws it, then it does not exist for him', async () => {
    const service = await newService();
    const stranger = { ...service, account: await home.identity.account('provider') };
    const answers = [
      await save(stranger, {}),
      await move(stranger, 'submission'),
      await move(stranger, 'withdrawal'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  it('when a draft is saved, then it replaces the one before and nothing is submitted (R03)', async () => {
    const service = await newService();
    const answer = await save(service, { name: '乙' });
    expect(answer.body).toMatchObject({ status: 'draft', revision: 0 });
    expect((answer.body as ServiceView).draft).toEqual({ name: '乙' });
  });

  it('when a draft is only saved, then nobody but its owner sees it (R03)', async () => {
    const service = await newService();
    const office = await home.identity.account('office');
    const seen = (await call(home.port, `GET /v1/services/${service.id}`, office)).body as ServiceView;
    expect([seen.draft, (await view(service)).draft['name']]).toEqual([{}, '高效液相色谱分析']);
  });

  it('when it is incomplete, then every wrong field is named', async () => {
    const service = await newService({ name: '乙' });
    const answer = await move(service, 'submission');
    expect([answer.status, code(answer)]).toEqual([422, 'FormIncomplete']);
    expect((answer.body as { fields: { path: string }[] }).fields.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['testingField', 'description', 'priceFen', 'turnaroundWorkingDays']),
    );
  });

  it('when the shop was closed meanwhile, then the process refuses it and it stays a draft', async () => {
    const service = await newService();
    shopOpen = false;
    const answer = await move(service, 'submission');
    expect([answer.status, code(answer)]).toEqual([409, 'OpenShopRequired']);
    expect((await view(service)).status).toBe('draft');
    shopOpen = true;
    expect((await move(service, 'submission')).status).toBe(200);
  });

  it('when it is returned, then it is edited and submitted anew, and a repeated call answers as before', async () => {
    const service = await newService();
    const key = newId();
    const first = await Promise.all([move(service, 'submission', key), move(service, 'submission', key)]);
    for (const answer of first) expect(answer.body).toMatchObject({ status: 'underReview', revision: 1 });
    await decide(service, 'return');
    expect((await move(service, 'submission', key)).body).toMatchObject({ status: 'returned', revision: 1 });
    await save(service, completeService({ name: '气相色谱分析' }));
    expect((await move(service, 'submission')).body).toMatchObject({ status: 'underReview', revision: 2 });
  });

  it('when it is withdrawn, then it is a draft again; a second withdrawal finds nothing under review', async () => {
    const service = await newService();
    await move(service, 'submission');
    expect((await move(service, 'withdrawal')).body).toMatchObject({ status: 'draft' });
    const again = await move(service, 'withdrawal');
    expect([again.status, code(again)]).toEqual([409, 'NotUnderReview']);
  });
});

describe('the mall', () => {
  it('when a service is not approved, then it is not there (R05)', async () => {
    const service = await newService();
    const line = `GET /v1/mall/services/${service.id}`;
    const shown = async () => (await mall('limit=100')).some(({ serviceId }) => serviceId === service.id);
    expect([(await call(home.port, line)).status, await shown()]).toEqual([404, false]);
    await move(service, 'submission');
    expect([(await call(home.port, line)).status, await shown()]).toEqual([404, false]);
    await decide(service, 'approve');
    expect([(await call(home.port, line)).status, await shown()]).toEqual([200, true]);
  });

  it('when it is searched, then name, field and description are, and a pattern is only text', async () => {
    const mark = newId();
    const byName = await list(completeService({ name: `水质(${mark})` }));
    const byField = await list(completeService({ testingField: `Field-${mark}` }));
    const byText = await list(completeService({ description: `含 ${mark}.* 的说明` }));
    const ids = async (text: string) =>
      (await mall(`text=${encodeURIComponent(text)}`)).map(({ serviceId }) => serviceId);
    expect(await ids(mark)).toEqual([byText.id, byField.id, byName.id]);
    expect(await ids(`(${mark})`)).toEqual([byName.id]);
    expect(await ids(`field-${mark}`)).toEqual([byField.id]);
    expect(await ids(`${mark}.*`)).toEqual([byText.id]);
    expect(await ids('.*')).toEqual([byText.id]);
  });

  it('when it is read page by page, by programme and by voucher, then each service stands on one page', async () => {
    const [a, b, c] = [await list(), await list(), await list()];
    const seen: string[] = [];
    let cursor = '';
    do {
      const line = `GET /v1/mall/services?programmeId=jiangsu&voucher=false&limit=2${cursor}`;
      const page = (await call(home.port, line)).body as Page<MallServiceView>;
      seen.push(...page.items.map(({ serviceId }) => serviceId));
      cursor = page.nextCursor === undefined ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining([a.id, b.id, c.id]));
    expect(await mall('voucher=true')).toEqual([]);
    expect(await mall('programmeId=shaanxi')).toEqual([]);
  });
});
