import { randomBytes } from 'node:crypto';
import { AccountView, SecondaryAccountView, SessionView } from '@kequan/contracts';
import type { RunningProcess } from '@kequan/kit';
import { call, freshInstance, startTestProcess } from '@kequan/kit/testing';
import { decodeJwt } from 'jose';
import { definition } from '../service';

const PUBLIC_URL = 'http://127.0.0.1:18080';
const START = '/v1/sign-in/outside?programmeId=jiangsu';
let running: RunningProcess;
let url: string;

beforeAll(async () => {
  const environment = { KEQUAN_SECRET: randomBytes(32).toString('base64'), PUBLIC_URL };
  running = await startTestProcess({ definitions: [definition], instance: freshInstance(), environment });
  url = `http://127.0.0.1:${running.port}`;
});
afterAll(() => running.stop());

/** A browser that has begun to sign in: where it was sent, and the cookie that it was given. */
async function begin(): Promise<{ authorizeUrl: string; cookie: string }> {
  const answer = await fetch(url + START, { redirect: 'manual' });
  expect(answer.status).toBe(303);
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  return { authorizeUrl: answer.headers.get('location') ?? '', cookie };
}
/** Chooses an account on the page of the instrument system. @returns the way back */
async function choose(authorizeUrl: string, loginName = 'zijin-univ'): Promise<string> {
  const body = new URLSearchParams({ loginName });
  const answer = await fetch(authorizeUrl, { method: 'POST', body, redirect: 'manual' });
  const back = answer.headers.get('location') ?? '';
  expect(back.startsWith(`${PUBLIC_URL}/v1/sign-in/outside/callback?`)).toBe(true);
  return back.slice(PUBLIC_URL.length);
}
const comeBack = async (path: string, cookie: string) => {
  const answer = await fetch(url + path, { headers: { cookie } });
  return { status: answer.status, body: (await answer.json()) as { code?: string } };
};
async function signIn(loginName?: string): Promise<SessionView> {
  const { authorizeUrl, cookie } = await begin();
  const { status, body } = await comeBack(await choose(authorizeUrl, loginName), cookie);
  expect([status, body.code]).toEqual([200, undefined]);
  return SessionView.parse(body);
}
const bearer = ({ token }: SessionView) => ({ authorization: `Bearer ${token}` });

describe('a legal person', () => {
  test('when it signs in with its account of the instrument system, then it has a primary account, and later the same', async () => {
    const [first, again] = [await signIn(), await signIn()];
    expect(first.account).toMatchObject({
      role: 'primaryAccount',
      programmeId: 'jiangsu',
      displayName: '南京紫金大学',
      phone: '139****0001',
      affiliation: { legalPersonId: 'lp-zijin', unitCode: '12320000466007781R' },
    });
    expect(first.account.affiliation?.primaryAccountId).toBe(first.account.accountId);
    expect(again.account).toEqual(first.account);
    expect((await signIn('taihu-inst')).account.accountId).not.toBe(first.account.accountId);
  });

  test('when a way back is gone twice, then the second time it leads nowhere', async () => {
    const { authorizeUrl, cookie } = await begin();
    const back = await choose(authorizeUrl);
    expect((await comeBack(back, cookie)).status).toBe(200);
    expect(await comeBack(back, cookie)).toMatchObject({
      status: 422,
      body: { code: 'OutsideSignInRefused' },
    });
  });

  test('when another browser comes back in its place, then nobody is signed in, and the first one still may', async () => {
    const [mine, other] = [await begin(), await begin()];
    const back = await choose(mine.authorizeUrl);
    for (const cookie of [other.cookie, ''])
      expect(await comeBack(back, cookie)).toMatchObject({
        status: 422,
        body: { code: 'OutsideSignInRefused' },
      });
    expect((await comeBack(back, mine.cookie)).status).toBe(200);
  });

  test('when a code of one sign-in is slipped into another, then nobody is signed in', async () => {
    const [mine, other] = [await begin(), await begin()];
    const stolen = new URL(await choose(other.authorizeUrl), url).searchParams.get('code') ?? '';
    const back = new URL(await choose(mine.authorizeUrl), url);
    back.searchParams.set('code', stolen);
    const path = back.pathname + back.search;
    expect(await comeBack(path, mine.cookie)).toMatchObject({ status: 422 });
  });

  test('when a programme has no primary accounts, or is none, then nobody is sent anywhere', async () => {
    for (const [programmeId, code] of [
      ['shaanxi', 'TrackUnknown'],
      ['nowhere', 'ProgrammeUnknown'],
    ]) {
      const answer = await fetch(`${url}/v1/sign-in/outside?programmeId=${programmeId}`, {
        redirect: 'manual',
      });
      expect(answer.status).toBe(422);
      expect(await answer.json()).toMatchObject({ code });
    }
  });

  test('when it tries a password, then it has none (R02)', async () => {
    const { account } = await signIn();
    const body = { loginName: account.loginName, password: 'any password' };
    expect((await call(running.port, 'POST /v1/sessions', { body })).status).toBe(401);
  });
});

describe('secondary accounts', () => {
  const unit = (more: object = {}) => ({
    loginName: `u-${randomBytes(8).toString('hex')}`,
    password: 'correct horse',
    displayName: '现代分析中心',
    phone: '13912345678',
    ...more,
  });
  async function allocate(by: SessionView, body: object): Promise<SecondaryAccountView> {
    const answer = await call(running.port, 'POST /v1/secondary-accounts', { ...bearer(by), body });
    expect(answer.status).toBe(201);
    return SecondaryAccountView.parse(answer.body);
  }
  const tryPassword = (loginName: string, password: string) =>
    call(running.port, 'POST /v1/sessions', { body: { loginName, password } });
  const put = (by: SessionView, accountId: string, what: 'disabled' | 'password', body: object) =>
    call(running.port, `PUT /v1/secondary-accounts/${accountId}/${what}`, { ...bearer(by), body });

  test('when one is allocated, then it signs in as a provider of its legal person, and its token says so (R02)', async () => {
    const primary = await signIn();
    const wanted = unit();
    const allocated = await allocate(primary, wanted);
    const session = SessionView.parse((await tryPassword(wanted.loginName, wanted.password)).body);
    expect(session.account).toMatchObject({ accountId: allocated.accountId, role: 'provider' });
    expect(decodeJwt(session.token)['affiliation']).toEqual({
      primaryAccountId: primary.account.accountId,
      legalPersonId: 'lp-zijin',
      legalPersonName: '南京紫金大学',
      unitCode: '12320000466007781R',
      unitName: '现代分析中心',
    });
    const me = await call(running.port, 'GET /v1/accounts/me', bearer(session));
    expect(AccountView.parse(me.body)).toEqual(session.account);
  });

  test('when they are listed, then each primary account sees its own alone', async () => {
    const [zijin, taihu] = [await signIn(), await signIn('taihu-inst')];
    const mine = [await allocate(zijin, unit()), await allocate(zijin, unit())];
    const list = async (by: SessionView) =>
      JSON.stringify((await call(running.port, 'GET /v1/secondary-accounts?limit=100', bearer(by))).body);
    for (const { accountId } of mine) {
      expect(await list(zijin)).toContain(accountId);
      expect(await list(taihu)).not.toContain(accountId);
    }
  });

  test('when one is shut, then it cannot sign in until it is opened again', async () => {
    const primary = await signIn();
    const wanted = unit();
    const { accountId } = await allocate(primary, wanted);
    const states = [];
    for (const disabled of [true, false]) {
      expect((await put(primary, accountId, 'disabled', { disabled })).body).toMatchObject({ disabled });
      states.push((await tryPassword(wanted.loginName, wanted.password)).status);
    }
    expect(states).toEqual([401, 201]);
  });

  test('when its password is reset, then the new one is good and the old one is not', async () => {
    const primary = await signIn();
    const wanted = unit();
    const { accountId } = await allocate(primary, wanted);
    expect((await put(primary, accountId, 'password', { password: 'a new password' })).status).toBe(200);
    expect((await tryPassword(wanted.loginName, 'a new password')).status).toBe(201);
    expect((await tryPassword(wanted.loginName, wanted.password)).status).toBe(401);
  });

  test('when another primary account, or a secondary one, reaches for it, then it is not there', async () => {
    const [zijin, taihu] = [await signIn(), await signIn('taihu-inst')];
    const wanted = unit();
    const { accountId } = await allocate(zijin, wanted);
    const secondary = SessionView.parse((await tryPassword(wanted.loginName, wanted.password)).body);
    for (const [what, body] of [
      ['disabled', { disabled: true }],
      ['password', { password: 'taken over!' }],
    ] as const) {
      expect((await put(taihu, accountId, what, body)).status).toBe(404);
      expect((await put(secondary, accountId, what, body)).status).toBe(403);
    }
    expect((await tryPassword(wanted.loginName, wanted.password)).status).toBe(201);
  });
});
