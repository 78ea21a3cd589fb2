import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSmsServer } from './server';

interface Listed {
  messages: { messageId: string; to: string; text: string }[];
}

describe('the SMS provider', () => {
  let dataDir: string;
  let server: Server;
  let url: string;

  async function open(): Promise<void> {
    server = createSmsServer(dataDir);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body), headers });
  const list = async (to: string): Promise<Listed['messages']> => {
    const answer = await fetch(`${url}/messages?to=${to}`);
    return ((await answer.json()) as Listed).messages;
  };

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'kequan-sms-'));
    await open();
  });
  afterEach(async () => {
    await close();
    rmSync(dataDir, { recursive: true });
  });

  const message = { to: '13800000001', text: '您的开店申请已通过' };

  test('when the same key comes twice, then one message is kept and both answers are the same', async () => {
    const headers = { 'idempotency-key': 'event-1' };
    const first = await post('/messages', message, headers);
    const second = await post('/messages', message, headers);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(await second.json()).toEqual(await first.json());
    expect(await list(message.to)).toHaveLength(1);
  });

  test('when it is started again, then it knows its messages and their keys', async () => {
    const before = await (await post('/messages', { ...message, idempotencyKey: 'event-1' })).json();
    await close();
    await open();
    expect(await (await post('/messages', { ...message, idempotencyKey: 'event-1' })).json()).toEqual(before);
    expect(await list(message.to)).toHaveLength(1);
  });

  test('when told to fail twice, then it fails twice, keeps nothing, and works again', async () => {
    await post('/control', { mode: 'fail', count: 2 });
    const statuses = [1, 2, 3].map(async () => (await post('/messages', message)).status);
    expect((await Promise.all(statuses)).sort()).toEqual([202, 503, 503]);
    expect(await list(message.to)).toHaveLength(1);
  });

  test('when told to lose its answer, then the message is kept and a second try answers with it', async () => {
    await post('/control', { mode: 'lose-answer', count: 1 });
    const headers = { 'idempotency-key': 'event-1' };
    await expect(post('/messages', message, headers)).rejects.toThrow('fetch failed');
    const again = await post('/messages', message, headers);
    const kept = await list(message.to);
    expect(kept).toHaveLength(1);
    expect(await again.json()).toEqual({ messageId: kept[0]?.messageId });
  });

  test('when a text holds markup, then the page shows it as text, newest message first', async () => {
    await post('/messages', { to: '1', text: '<script>alert(1)</script>', signature: '科券' });
    await post('/messages', { to: '2', text: '后来的' });
    const page = await (await fetch(`${url}/`)).text();
    expect(page).toContain('【科券】&lt;script&gt;');
    expect(page).not.toContain('<script>');
    expect(page.indexOf('后来的')).toBeLessThan(page.indexOf('alert(1)'));
  });

  test.each([
    ['/messages', { text: 'x' }, 'to must be'],
    ['/messages', { to: '1', text: 5 }, 'text must be'],
    ['/control', { mode: 'explode' }, 'mode must be one of'],
    ['/control', { mode: 'ok', count: 0 }, 'count must be'],
  ])('when %s gets %j, then it answers 400 and says what is wrong', async (path, body, reason) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(reason);
  });
});
