import {
  newId,
  type Page,
  type ProblemAnswer,
  type RecordImportView,
  type RecordView,
} from '@kequan/contracts';
import { call, type TestAnswer } from '@kequan/kit/testing';
import { caseFile } from '../../testing/imported';
import { cellPath, filledTemplate, instrumentRow } from '../../testing/sheets';
import { Provider, startCatalog, type CatalogSystem } from '../../testing/system';

let system: CatalogSystem;
beforeAll(async () => {
  system = await startCatalog();
});
afterAll(() => system.stop());

const IMPORT = 'POST /v1/record-imports/instrument';
const rows = [instrumentRow({ assetNo: '1' }), instrumentRow({ assetNo: '2' })];

function form(file: Buffer): FormData {
  const data = new FormData();
  data.set('file', new Blob([new Uint8Array(file)]), '仪器.xlsx');
  return data;
}

/** A provider of whose open shop catalog has heard. */
async function newProvider(): Promise<Provider> {
  const provider = await Provider.create(system);
  await provider.begin('/v1/records/capability', {});
  return provider;
}

async function recordsOf(provider: Provider): Promise<RecordView[]> {
  return ((await provider.call('GET /v1/records/instrument')).body as Page<RecordView>).items;
}

const problem = ({ status, body }: TestAnswer) => [status, (body as Partial<ProblemAnswer>).code];

it('when a sheet is imported, then its rows are drafts that nobody submitted and nobody sees (R07)', async () => {
  const provider = await newProvider();
  const answer = await provider.call(IMPORT, form(await filledTemplate('instrument', rows)));
  expect(answer.status).toBe(201);
  const { recordIds } = answer.body as RecordImportView;
  expect(recordIds).toHaveLength(2);
  expect((await recordsOf(provider)).map(({ status, revision }) => [status, revision])).toEqual([
    ['draft', 0],
    ['draft', 0],
  ]);
  expect(system.tasks.filter(({ subject }) => recordIds.includes(subject.id))).toEqual([]);
  for (const id of recordIds) expect(await provider.shownPublicly(`/v1/records/instrument/${id}`)).toBe(404);
  const incomplete = await provider.submit(`/v1/records/instrument/${recordIds[0] ?? ''}`);
  expect((incomplete.body as ProblemAnswer).fields?.map(({ path }) => path)).toContain('photoFileIds');
});

it('when the call is repeated with its key, then nothing is imported twice; another file is refused', async () => {
  const provider = await newProvider();
  const key = newId();
  const file = await filledTemplate('instrument', rows);
  const first = await provider.call(IMPORT, form(file), key);
  expect((await provider.call(IMPORT, form(file), key)).body).toEqual(first.body);
  expect(await recordsOf(provider)).toHaveLength(2);
  const other = form(await filledTemplate('instrument', [instrumentRow()]));
  expect(problem(await provider.call(IMPORT, other, key))).toEqual([422, 'IdempotencyKeyReused']);
});

it('when one cell is wrong, then it is named and no row is imported', async () => {
  const provider = await newProvider();
  const file = await filledTemplate('instrument', [...rows, instrumentRow({ originalValueFen: -1 })]);
  const answer = await provider.call(IMPORT, form(file));
  expect(problem(answer)).toEqual([422, 'ImportRowsInvalid']);
  expect((answer.body as ProblemAnswer).fields).toEqual([
    { path: cellPath('instrument', 4, 'originalValueFen'), message: '格式不正确' },
  ]);
  expect(await recordsOf(provider)).toEqual([]);
});

it('when the file is too large, or he has no shop, then it is refused', async () => {
  const provider = await newProvider();
  expect(problem(await provider.call(IMPORT, form(Buffer.alloc(3 * 1024 * 1024))))).toEqual([
    413,
    'FileTooLarge',
  ]);
  const { authorization } = await system.identity.account('provider', 'shaanxi');
  const body = form(await filledTemplate('instrument', rows));
  expect(problem(await call(system.port, IMPORT, { authorization, body, idempotencyKey: newId() }))).toEqual([
    409,
    'OpenShopRequired',
  ]);
});

it('when files that are too much are uploaded, then who imports at the same time is undisturbed (P1, C07)', async () => {
  const [hostile, other] = await Promise.all([newProvider(), newProvider()]);
  const answers = await Promise.all([
    hostile.call(IMPORT, form(caseFile('c07-stray-last-cell'))),
    other.call(IMPORT, form(await filledTemplate('instrument', rows))),
    hostile.call(IMPORT, form(caseFile('c07b-stray-row-20000'))),
  ]);
  expect(answers.map(problem)).toEqual([
    [422, 'ImportFileRefused'],
    [201, undefined],
    [422, 'ImportFileRefused'],
  ]);
});

it('when the template is asked for, then it is a workbook to keep', async () => {
  const provider = await newProvider();
  const { status, headers } = await provider.call('GET /v1/record-imports/accreditation/template');
  expect([status, headers.get('content-disposition')]).toEqual([
    200,
    'attachment; filename="accreditation.xlsx"',
  ]);
});
