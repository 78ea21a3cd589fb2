import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBankServer } from './server';

const ID = 'shaanxi.2026-12-05';

describe('the bank', () => {
  let dataDir: string;
  let server: Server;
  let url: string;

  async function open(confirmAfterMs = 0): Promise<void> {
    server = createBankServer(dataDir, confirmAfterMs);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  const put = (text: string, id = ID): Promise<Response> =>
    fetch(`${url}/payment-files/${id}`, { method: 'PUT', body: text });
  const confirmation = (id = ID): Promise<Response> => fetch(`${url}/payment-files/${id}/confirmation`);
  const control = (order: object): Promise<Response> =>
    fetch(`${url}/control`, { method: 'POST', body: JSON.stringify(order) });
  const lines = async (): Promise<string[]> =>
    (await (await confirmation()).text()).split('\r\n').slice(1, -2);

  const payment = (number: number, account: string, amount = '120.50'): string =>
    `D,${number},p${number},"西安秦科, ""精密"" 有限公司",西安银行,${account},${amount},科技创新券`;
  const fileOf = (payments: string[], total: string, id = ID): string =>
    [`H,KEQUAN,1,${id},2026-12-12`, ...payments, `T,${payments.length},${total}`]
      .map((line) => `${line}\r\n`)
      .join('');
  const file = fileOf([payment(1, '6103298741002215')], '120.50');

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'kequan-bank-'));
    await open();
  });
  afterEach(async () => {
    await close();
    rmSync(dataDir, { recursive: true });
  });

  test('when the same file comes twice, then it is kept once, and another content of its id is refused', async () => {
    expect([(await put(file)).status, (await put(file)).status]).toEqual([201, 200]);
    expect((await put(fileOf([payment(1, '6103298741002215', '9.00')], '9.00'))).status).toBe(409);
    expect(await lines()).toEqual(['D,p1,PAID,,120.50']);
  });

  test('when accounts end in 7, 8 or 9, then their payments come back with a code each', async () => {
    const accounts = ['61032987410027', '61032987410028', '61032987410029', '61032987410020'];
    await put(
      fileOf(
        accounts.map((account, index) => payment(index + 1, account)),
        '482.00',
      ),
    );
    expect(await lines()).toEqual([
      'D,p1,RETURNED,R01,120.50',
      'D,p2,RETURNED,R02,120.50',
      'D,p3,RETURNED,R03,120.50',
      'D,p4,PAID,,120.50',
    ]);
  });

  test('when it is told what becomes of an account, then that counts before its digit', async () => {
    await control({ account: '6103298741002215', code: 'R03' });
    await control({ account: '61032987410027' });
    await put(fileOf([payment(1, '6103298741002215'), payment(2, '61032987410027')], '241.00'));
    expect(await lines()).toEqual(['D,p1,RETURNED,R03,120.50', 'D,p2,PAID,,120.50']);
  });

  test('when its time has not come, then it is still processing; after a restart it knows its files', async () => {
    await close();
    await open(60_000);
    await put(file);
    expect((await confirmation()).status).toBe(202);
    await close();
    await open();
    expect((await confirmation()).status).toBe(202);
    expect((await put(file)).status).toBe(200);
  });

  test('when told to fail twice, then it fails twice, keeps nothing, and works again', async () => {
    await control({ mode: 'fail', count: 2 });
    expect([(await put(file)).status, (await put(file)).status]).toEqual([503, 503]);
    expect((await confirmation()).status).toBe(404);
    expect((await put(file)).status).toBe(201);
  });

  test('when told to lose its answer, then the file is kept and a second try finds it', async () => {
    await control({ mode: 'lose-answer', count: 1 });
    await expect(put(file)).rejects.toThrow('fetch failed');
    expect((await put(file)).status).toBe(200);
  });

  test.each([
    ['another id', fileOf([payment(1, '61032987410020')], '120.50', 'jiangsu.x'), 'line 1'],
    ['a wrong total', fileOf([payment(1, '61032987410020')], '120.51'), 'the total differs'],
    ['a letter in an account', fileOf([payment(1, '6103298741002O')], '120.50'), 'line 2'],
    ['an amount of nothing', fileOf([payment(1, '61032987410020', '0.00')], '0.00'), 'line 2'],
    ['an amount in fen', fileOf([payment(1, '61032987410020', '12050')], '120.50'), 'two decimals'],
    ['a number left out', fileOf([payment(2, '61032987410020')], '120.50'), 'line 2'],
    ['no tail', file.split('T,')[0] ?? '', 'the number of records differs'],
  ])('when a file has %s, then all of it is refused and no account is repeated', async (_, text, reason) => {
    const answer = await put(text);
    const words = await answer.text();
    expect(answer.status).toBe(400);
    expect(words).toContain(reason);
    expect(words).not.toMatch(/\d{8,}/);
    expect((await confirmation()).status).toBe(404);
  });

  test('when its page is shown, then names are text, accounts are masked, and results are told in Chinese', async () => {
    await put(fileOf([payment(1, '61032987410028').replace('西安银行', '<b>西安银行</b>')], '120.50'));
    const page = await (await fetch(`${url}/`)).text();
    expect(page).toContain('&lt;b&gt;西安银行');
    expect(page).toContain('****0028');
    expect(page).not.toContain('61032987410028');
    expect(page).toContain('已退回：账户已销户');
  });

  test.each([
    [{ mode: 'explode' }],
    [{ mode: 'ok', count: 0 }],
    [{ account: 'x', code: 'R01' }],
    [{ account: '61032987410028', code: 'R99' }],
  ])('when it is told %j, then it says no', async (order) => {
    expect((await control(order)).status).toBe(400);
  });
});
