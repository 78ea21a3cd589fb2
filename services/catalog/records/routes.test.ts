import type { InstrumentForm, ProblemAnswer, RecordKind } from '@kequan/contracts';
import { call, toldEvent, until, type TestAnswer } from '@kequan/kit/testing';
import { completeAccreditation, completeCapability, completeInstrument } from '../testing/records';
import { stageDecided } from '../testing/shop-opened';
import { Provider, startCatalog, type CatalogSystem } from '../testing/system';

let system: CatalogSystem;
let provider: Provider;
beforeAll(async () => {
  system = await startCatalog();
  provider = await Provider.create(system);
});
afterAll(() => system.stop());

const COMPLETE: Record<RecordKind, () => object> = {
  instrument: completeInstrument,
  accreditation: completeAccreditation,
  capability: completeCapability,
};
const KINDS = Object.keys(COMPLETE) as RecordKind[];
const baseOf = (kind: RecordKind) => `/v1/records/${kind}`;
const code = ({ status, body }: TestAnswer): unknown => [status, (body as Partial<ProblemAnswer>).code];

describe.each(KINDS)('a record: %s', (kind) => {
  it('when it is saved, then it is a draft that nobody else sees, and nothing is submitted (R03)', async () => {
    const path = await provider.begin(baseOf(kind), COMPLETE[kind]());
    expect(await provider.view(path)).toMatchObject({ status: 'draft', revision: 0, voucher: false });
    const reviewer = await system.identity.account('reviewer', 'shaanxi');
    expect((await call(system.port, `GET ${path}`, reviewer)).body).toMatchObject({ draft: {} });
    expect(await provider.shownPublicly(path)).toBe(404);
  });

  it('when nothing is filled in, then the submission names what is missing', async () => {
    const path = await provider.begin(baseOf(kind), {});
    const answer = await provider.submit(path);
    expect(code(answer)).toEqual([422, 'FormIncomplete']);
    expect((answer.body as ProblemAnswer).fields?.length).toBeGreaterThan(2);
  });

  it('when it is under review or came back, then it is not shown; approved it is (R05)', async () => {
    const path = await provider.begin(baseOf(kind), COMPLETE[kind]());
    await provider.submit(path);
    expect(await provider.shownPublicly(path)).toBe(404);
    await provider.decide(path, 'return');
    expect([(await provider.view(path)).status, await provider.shownPublicly(path)]).toEqual([
      'returned',
      404,
    ]);
    await provider.submit(path);
    await provider.decide(path, 'approve');
    expect(await provider.shownPublicly(path)).toBe(200);
  });

  it('when an approved one is taken back, then he is warned; confirmed it is a draft and hidden (R04)', async () => {
    const path = await provider.approved(baseOf(kind), COMPLETE[kind]());
    const warned = await provider.withdraw(path);
    expect(code(warned)).toEqual([409, 'WithdrawalNeedsConfirmation']);
    expect([(await provider.view(path)).status, await provider.shownPublicly(path)]).toEqual([
      'approved',
      200,
    ]);
    expect((await provider.withdraw(path, '?confirm=true')).status).toBe(200);
    expect([(await provider.view(path)).status, await provider.shownPublicly(path)]).toEqual(['draft', 404]);
  });

  it('when it was edited after its approval, then it is hidden until it has passed again (R06)', async () => {
    const path = await provider.approved(baseOf(kind), COMPLETE[kind]());
    expect(code(await provider.call(`PUT ${path}`, { form: COMPLETE[kind]() }))).toEqual([
      409,
      'StageNotOpen',
    ]);
    await provider.withdraw(path, '?confirm=true');
    await provider.call(`PUT ${path}`, { form: COMPLETE[kind]() });
    await provider.submit(path);
    expect(await provider.shownPublicly(path)).toBe(404);
    await provider.decide(path, 'approve');
    expect(await provider.view(path)).toMatchObject({ status: 'approved', revision: 2 });
    expect(await provider.shownPublicly(path)).toBe(200);
  });
});

describe('whose records they are', () => {
  it('when another provider asks, then they do not exist for him', async () => {
    const other = await Provider.create(system);
    const path = await provider.begin(baseOf('instrument'), completeInstrument());
    for (const line of [`GET ${path}`, `POST ${path}/submission`, `POST ${path}/withdrawal`])
      expect((await other.call(line)).status).toBe(404);
    expect((await other.call(`PUT ${path}`, { form: {} })).status).toBe(404);
    const elsewhere = await other.call('POST /v1/records/instrument', {
      institutionId: provider.institutionId,
    });
    expect(elsewhere.status).toBe(404);
  });

  it('when the kind in the path is another, then there is no such record', async () => {
    const path = await provider.begin(baseOf('instrument'), completeInstrument());
    expect((await provider.call(`GET ${path.replace('instrument', 'capability')}`)).status).toBe(404);
  });

  it('when the track records no instruments, then none can be begun', async () => {
    const jiangsu = await Provider.create(system, 'jiangsu');
    const { institutionId } = jiangsu;
    expect(code(await jiangsu.call('POST /v1/records/instrument', { institutionId }))).toEqual([
      409,
      'RecordsNotKept',
    ]);
    expect((await jiangsu.call('POST /v1/records/capability', { institutionId })).status).toBe(201);
  });
});

describe('an instrument', () => {
  it.each([
    [20_000_000, true],
    [19_999_999, false],
  ])(
    'when it cost %i fen, then vouchers may be taken with it: %s (R12)',
    async (originalValueFen, usable) => {
      const path = await provider.approved(baseOf('instrument'), completeInstrument({ originalValueFen }));
      expect((await provider.view(path)).voucher).toBe(usable);
    },
  );

  it('when nobody is signed in, then it is not told how the responsible person is reached', async () => {
    const path = await provider.approved(baseOf('instrument'), completeInstrument());
    const line = `GET ${path.replace('/v1/', '/v1/mall/')}`;
    const seen = async (account?: { authorization: string }) =>
      (
        (await call(system.port, line, account)).body as {
          content: { responsible: Partial<InstrumentForm['responsible']> };
        }
      ).content.responsible;
    expect(await seen()).toEqual({ name: '孙丽' });
    const user = await system.identity.account('voucherUser', 'shaanxi');
    expect(await seen(user)).toMatchObject({ phone: '13800138000' });
  });
});

describe('the shop of a provider that edits what was approved', () => {
  it('when its approval is taken back, then nothing of it is shown; and all again when it has passed (R05)', async () => {
    const editing = await Provider.create(system);
    const path = await editing.approved(baseOf('capability'), completeCapability());
    const data = {
      programmeId: 'shaanxi',
      institutionId: editing.institutionId,
      applicantAccountId: editing.account.accountId,
      title: '西安材料分析研究院',
      track: 'provider' as const,
      stage: 'registration' as const,
      revision: 1,
      withdrawnBy: editing.account.accountId,
    };
    await system.publish(toldEvent('kequan.institution.approval-withdrawn.v1', editing.institutionId, data));
    await until('the closed shop', async () => (await editing.shownPublicly(path)) === 404);
    const { institutionId } = editing;
    expect(code(await editing.call('POST /v1/records/capability', { institutionId }))).toEqual([
      409,
      'OpenShopRequired',
    ]);
    await system.publish(
      stageDecided(institutionId, editing.account.accountId, {
        programmeId: 'shaanxi',
        stage: 'registration',
      }),
    );
    await until('the open shop', async () => (await editing.shownPublicly(path)) === 200);
  });
});
