import type { Connection } from 'mongoose';
import { FileView, newId, type Affiliation, type FilesActivities } from '@kequan/contracts';
import {
  connectStore,
  databaseNameOf,
  nativeDatabase,
  openModel,
  sha256,
  type RunningProcess,
} from '@kequan/kit';
import {
  call,
  freshInstance,
  startTestProcess,
  testIdentity,
  type TestAccount,
  type TestIdentity,
} from '@kequan/kit/testing';
import { gridFsStore, newContentId } from './file-store';
import { attachmentSchema, transferSchema } from './model';
import { definition } from './service';
import { sampleJpeg, samplePdf, samplePng } from './testing/samples';

const instance = freshInstance();
let identity: TestIdentity;
let running: RunningProcess;
let connection: Connection;
let owner: TestAccount;
let activities: FilesActivities;

beforeAll(async () => {
  identity = await testIdentity();
  connection = await connectStore(process.env['MONGODB_URL'] ?? '', databaseNameOf(instance, 'files'));
  running = await startTestProcess({ definitions: [identity.definition, definition], instance });
  owner = await identity.account('provider');
  activities = running.services.get('files')?.activities as FilesActivities;
});
afterAll(async () => {
  await running.stop();
  await connection.close();
});

const attachments = () => openModel(connection, 'attachments', attachmentSchema);
const transfers = () => openModel(connection, 'transfers', transferSchema);
const contentCount = () => nativeDatabase(connection).collection('content.files').countDocuments();

function form(content: Buffer, name = '营业执照.pdf', field = 'file'): FormData {
  const body = new FormData();
  body.set(field, new Blob([new Uint8Array(content)], { type: 'text/html' }), name);
  return body;
}
function upload(
  content: Buffer,
  options: { name?: string; account?: TestAccount; idempotencyKey?: string } = {},
) {
  const { authorization } = options.account ?? owner;
  return call(running.port, 'POST /v1/files', {
    authorization,
    body: form(content, options.name),
    ...(options.idempotencyKey ? { idempotencyKey: options.idempotencyKey } : {}),
  });
}
async function uploaded(account = owner): Promise<string> {
  return FileView.parse((await upload(samplePdf(), { account })).body).fileId;
}

describe('uploading', () => {
  test.each([
    ['application/pdf', samplePdf()],
    ['image/png', samplePng()],
    ['image/jpeg', sampleJpeg()],
    ['application/pdf', samplePdf(3_000_000)],
  ])(
    'when a whole %s is uploaded, then the same bytes come back, as a download',
    async (mediaType, content) => {
      const answer = await upload(content, { name: '../执照.dat' });
      expect(answer.status).toBe(201);
      const file = FileView.parse(answer.body);
      expect(file).toMatchObject({ mediaType, sizeBytes: content.length, sha256: sha256(content) });
      expect(file.name).toMatch(/^执照\.dat\.(pdf|png|jpg)$/);
      const url = `http://127.0.0.1:${running.port}/v1/files/${file.fileId}/content`;
      const download = await fetch(url, { headers: { Authorization: owner.authorization } });
      expect(Buffer.from(await download.arrayBuffer()).equals(content)).toBe(true);
      expect(Object.fromEntries(download.headers)).toMatchObject({
        'content-type': mediaType,
        'content-security-policy': 'sandbox',
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      });
      expect(download.headers.get('content-disposition')).toContain(
        "filename*=UTF-8''%E6%89%A7%E7%85%A7.dat.",
      );
      const known = await call(running.port, `GET /v1/files/${file.fileId}`, owner);
      expect(known.body).toEqual(file);
    },
  );

  test.each([
    ['a page that calls itself a PDF', Buffer.from('<html></html>'), 415, 'FileTypeRefused'],
    ['a cut PNG', samplePng().subarray(0, 40), 422, 'FileDamaged'],
    ['more than 10 MiB', samplePdf(10 * 1024 * 1024), 413, 'FileTooLarge'],
    ['nothing', Buffer.alloc(0), 415, 'FileTypeRefused'],
  ])('when %s is uploaded, then it is refused and nothing is kept', async (_what, content, status, code) => {
    const before = [await attachments().countDocuments(), await contentCount()];
    expect(await upload(content)).toMatchObject({ status, body: { code } });
    expect([await attachments().countDocuments(), await contentCount()]).toEqual(before);
  });

  test('when the form is not what is asked for, then the wrong field is named', async () => {
    const none = await call(running.port, 'POST /v1/files', { ...owner, body: new FormData() });
    const other = await call(running.port, 'POST /v1/files', {
      ...owner,
      body: form(samplePdf(), 'a.pdf', 'other'),
    });
    const two = form(samplePdf());
    two.append('file', new Blob([new Uint8Array(samplePdf())]), 'b.pdf');
    const both = await call(running.port, 'POST /v1/files', { ...owner, body: two });
    for (const answer of [none, other, both])
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 'InputInvalid', fields: [{ path: 'body.file' }] },
      });
    const json = await call(running.port, 'POST /v1/files', { ...owner, body: { file: 'x' } });
    expect(json).toMatchObject({ status: 415, body: { code: 'MediaTypeUnsupported' } });
    const broken = await fetch(`http://127.0.0.1:${running.port}/v1/files`, {
      method: 'POST',
      headers: { Authorization: owner.authorization, 'Content-Type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4',
    });
    expect(broken.status).toBe(400);
  });

  test('when an upload is repeated with its key, then it is kept once; with another content it is refused', async () => {
    const idempotencyKey = newId();
    const before = await contentCount();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => upload(samplePng(), { name: 'logo.png', idempotencyKey })),
    );
    expect(new Set(answers.map(({ body }) => FileView.parse(body).fileId)).size).toBe(1);
    expect(await contentCount()).toBe(before + 1);
    expect(await transfers().countDocuments()).toBe(0);
    expect(await upload(samplePdf(), { idempotencyKey })).toMatchObject({ status: 422 });
  });
});

test('when somebody else asks for a file, then only the staff of its programme learn that it exists', async () => {
  const fileId = await uploaded();
  const status = async (role: Parameters<TestIdentity['account']>[0], programmeId?: string) => {
    const account = await identity.account(role, programmeId);
    const answers = await Promise.all(
      ['', '/content'].map((part) => call(running.port, `GET /v1/files/${fileId}${part}`, account)),
    );
    return answers.map((answer) => answer.status);
  };
  expect(await status('provider')).toEqual([404, 404]);
  expect(await status('voucherUser')).toEqual([404, 404]);
  expect(await status('office', 'shaanxi')).toEqual([404, 404]);
  expect(await status('office')).toEqual([200, 200]);
  expect(await status('auditor')).toEqual([200, 200]);
  expect(await status('platformAdmin', 'shaanxi')).toEqual([200, 200]);
  expect((await call(running.port, `GET /v1/files/${fileId}`)).status).toBe(401);
  expect((await call(running.port, 'GET /v1/files/not-an-id', owner)).status).toBe(400);
});

test('when a unit has uploaded it, then the primary account that allocated the unit reads it, another one does not', async () => {
  const of = (): Affiliation => ({
    primaryAccountId: newId(),
    legalPersonId: 'lp-1',
    legalPersonName: '紫金大学',
    unitCode: '12320000466007781R',
  });
  const mine = of();
  const fileId = await uploaded(await identity.account('provider', 'jiangsu', mine));
  const status = async (affiliation: Affiliation) => {
    const { authorization } = await identity.account('primaryAccount', 'jiangsu', affiliation);
    return (await call(running.port, `GET /v1/files/${fileId}`, { authorization })).status;
  };
  expect([await status(mine), await status(of())]).toEqual([200, 404]);
});

describe('binding (activity attach)', () => {
  const subjectId = newId();

  test('when files are bound twice, then they are bound once and kept', async () => {
    const fileIds = [await uploaded(), await uploaded()];
    const input = { fileIds, ownerAccountId: owner.accountId, subjectId };
    await activities.attach(input);
    await activities.attach(input);
    for (const _id of fileIds)
      expect(await attachments().findOne({ _id })).toMatchObject({ attached: true, subjectIds: [subjectId] });
  });

  test('when one of them is unknown or another account’s, then none is bound', async () => {
    const mine = await uploaded();
    const foreign = await uploaded(await identity.account('provider'));
    for (const wrong of [foreign, newId()]) {
      await expect(
        activities.attach({ fileIds: [mine, wrong], ownerAccountId: owner.accountId, subjectId }),
      ).rejects.toMatchObject({ code: 'AttachmentUnknown' });
    }
    expect(await attachments().findOne({ _id: mine })).toMatchObject({ attached: false });
  });

  test('when there is nothing to bind, then that is fine', async () => {
    await expect(
      activities.attach({ fileIds: [], ownerAccountId: owner.accountId, subjectId }),
    ).resolves.toBeUndefined();
  });
});

describe('sweeping at start', () => {
  const DAY_MS = 24 * 3_600_000;
  const age = (_id: string, days: number) =>
    attachments().updateOne({ _id }, { $set: { createdAt: new Date(Date.now() - days * DAY_MS) } });

  test('when a file waited for more than seven days, then it is gone with its bytes; what is bound or younger stays', async () => {
    const [old, bound, young] = [await uploaded(), await uploaded(), await uploaded()];
    await activities.attach({ fileIds: [bound], ownerAccountId: owner.accountId, subjectId: newId() });
    await age(old, 7.1);
    await age(bound, 7.1);
    await age(young, 6.9);
    const bytes = gridFsStore(connection);
    const left = newContentId();
    await bytes.put(left, samplePdf());
    await transfers().insertOne({ _id: left, attachmentId: newId(), at: new Date(Date.now() - 2 * DAY_MS) });
    const before = await contentCount();

    const second = await startTestProcess({ definitions: [identity.definition, definition], instance });
    await second.stop();

    const found = await attachments()
      .find({ _id: { $in: [old, bound, young] } })
      .lean();
    expect(found.map(({ _id }) => _id).sort()).toEqual([bound, young].sort());
    expect(await contentCount()).toBe(before - 2);
    expect(await transfers().countDocuments()).toBe(0);
    expect((await call(running.port, `GET /v1/files/${old}/content`, owner)).status).toBe(404);
  });
});
