import { newId, type Affiliation, type EventData, type EventType, type KeQuanEvent } from '@kequan/contracts';
import type { RunningProcess } from '@kequan/kit';
import {
  call,
  freshInstance,
  startTestProcess,
  testEvents,
  testIdentity,
  toldEvent,
  until,
  type TestAccount,
  type TestEvents,
  type TestIdentity,
} from '@kequan/kit/testing';
import { definition } from './service';

interface Page {
  items: { eventId: string; at: string; type: string; words: string }[];
  nextCursor?: string;
}

const instance = freshInstance();
let identity: TestIdentity;
let events: TestEvents;
let running: RunningProcess;

beforeAll(async () => {
  identity = await testIdentity();
  // The reader is up before any of the services that publish.
  running = await startTestProcess({ definitions: [identity.definition, definition], instance });
  events = await testEvents(instance, ['identity', 'institution', 'catalog', 'review', 'notification']);
});
afterAll(async () => {
  await running.stop();
  await events.stop();
});

let clockMs = Date.parse('2026-11-23T02:00:00Z');

/** An event, a second after the one before. */
function happened<T extends EventType>(type: T, subject: string, data: EventData<T>): KeQuanEvent {
  clockMs += 1_000;
  return toldEvent(type, subject, data, new Date(clockMs));
}

/** What happens to an institution on its way, in order. */
function journey({ accountId, affiliation }: TestAccount, institutionId: string): KeQuanEvent[] {
  const of = {
    programmeId: 'jiangsu',
    institutionId,
    applicantAccountId: accountId,
    title: '南京紫金分析测试有限公司',
  };
  const stage = { ...of, track: 'inspectionTesting', stage: 'registration' } as const;
  const taskId = newId();
  return [
    happened('kequan.identity.account-registered.v1', accountId, {
      accountId,
      role: 'provider',
      programmeId: 'jiangsu',
      displayName: '紫金',
      ...(affiliation && { primaryAccountId: affiliation.primaryAccountId }),
      sealedPhone: 'v1.a.b',
    }),
    happened('kequan.institution.stage-submitted.v1', institutionId, {
      ...stage,
      revision: 1,
      submittedBy: accountId,
    }),
    happened('kequan.review.task-opened.v1', taskId, {
      ...of,
      taskId,
      subjectKind: 'stage',
      stage: 'registration',
      candidateRole: 'office',
      dueAt: '2026-11-25T16:00:00.000Z',
      dueCertain: true,
    }),
    happened('kequan.institution.stage-decided.v1', institutionId, {
      ...stage,
      taskId,
      outcome: 'approve',
      comments: [],
      decidedBy: newId(),
      revision: 1,
    }),
    happened('kequan.notification.message-sent.v1', 'message', {
      messageId: 'message',
      channel: 'sms',
      recipientAccountId: accountId,
      textKey: 'sms.stageDecided.registration.approve',
      institutionId,
      programmeId: 'jiangsu',
    }),
  ];
}

/** A legal person, with its primary account. */
function legalPerson(): Affiliation {
  const unitCode = '12320000466007052N';
  return { primaryAccountId: newId(), legalPersonId: 'L-1', legalPersonName: '紫金大学', unitCode };
}

async function timeline(
  account: TestAccount,
  institutionId: string,
  query = '',
  language: 'zh' | 'en' = 'zh',
) {
  const answer = await call(running.port, `GET /v1/timelines/${institutionId}${query}`, {
    ...account,
    language,
  });
  return { ...answer, page: answer.body as Page };
}
const whole = (account: TestAccount, institutionId: string, entries: number) =>
  until(`a timeline of ${entries}`, async () => {
    const { status, page } = await timeline(account, institutionId);
    return status === 200 && page.items.length >= entries && page.items;
  });

describe('GET /v1/timelines/:institutionId', () => {
  test('when events come twice and out of order, then each is told once, in the order in which it happened', async () => {
    const owner = await identity.account('provider');
    const institutionId = newId();
    const told = journey(owner, institutionId);
    const last = happened('kequan.institution.entry-notice-published.v1', institutionId, {
      programmeId: 'jiangsu',
      institutionId,
      applicantAccountId: owner.accountId,
      title: '南京紫金分析测试有限公司',
    });
    await events.publish(...[...told, last].reverse(), ...told, last);
    // Another institution's events, behind these on each topic: when they are there, all of these were worked.
    const behind = await identity.account('provider');
    const behindId = newId();
    const marker = journey(behind, behindId);
    await events.publish(...marker);
    await whole(behind, behindId, marker.length);
    const items = await whole(owner, institutionId, told.length + 1);
    expect(items.map(({ eventId }) => eventId)).toEqual([...told, last].map(({ id }) => id));
    expect(items.map(({ words }) => words)).toEqual([
      '账号注册',
      '提交单位注册（第 1 次）',
      '单位注册进入审核，限期 2026-11-25',
      '单位注册：审核通过',
      '短信已送达：单位注册（审核通过）',
      '入库通知发布',
    ]);
    const { page } = await timeline(owner, institutionId, '', 'en');
    expect(page.items[0]?.words).toBe('Account registered');
  });

  test('when it is read page by page, then nothing is missing and nothing doubled', async () => {
    const owner = await identity.account('provider');
    const institutionId = newId();
    const told = journey(owner, institutionId);
    await events.publish(...told);
    await whole(owner, institutionId, told.length);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { page } = await timeline(owner, institutionId, `?limit=2${cursor}`);
      seen.push(...page.items.map(({ eventId }) => eventId));
      cursor = page.nextCursor === undefined ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toEqual(told.map(({ id }) => id));
    expect(await timeline(owner, institutionId, '?cursor=nonsense')).toMatchObject({ status: 400 });
    expect(await timeline(owner, institutionId, '?limit=0')).toMatchObject({ status: 400 });
  });

  test('when somebody else asks, then only the staff of the programme learn that it exists', async () => {
    const owner = await identity.account('provider');
    const institutionId = newId();
    const told = journey(owner, institutionId);
    await events.publish(...told);
    await whole(owner, institutionId, told.length);
    const status = async (...args: Parameters<TestIdentity['account']>) =>
      (await timeline(await identity.account(...args), institutionId)).status;
    expect(await status('provider')).toBe(404);
    expect(await status('voucherUser')).toBe(404);
    expect(await status('office', 'shaanxi')).toBe(404);
    expect(await status('office')).toBe(200);
    expect(await status('platformAdmin', 'shaanxi')).toBe(200);
    expect((await timeline(owner, newId())).status).toBe(404);
    expect((await call(running.port, `GET /v1/timelines/${institutionId}`)).status).toBe(401);
  });

  test('when a primary account asks, then it reads the timelines of the units that it allocated, and of no others', async () => {
    const affiliation = legalPerson();
    const unit = await identity.account('provider', 'jiangsu', { ...affiliation, unitName: '现代分析中心' });
    const primary = await identity.account('primaryAccount', 'jiangsu', affiliation);
    const other = await identity.account('primaryAccount', 'jiangsu', legalPerson());
    const [ofUnit, ofAnother] = [newId(), newId()];
    const told = journey(unit, ofUnit);
    const elsewhere = journey(await identity.account('provider'), ofAnother);
    await events.publish(...told.reverse(), ...elsewhere);
    await whole(unit, ofUnit, told.length);
    expect((await whole(primary, ofUnit, told.length)).map(({ words }) => words)).toContain('账号注册');
    expect((await timeline(other, ofUnit)).status).toBe(404);
    expect((await timeline(primary, ofAnother)).status).toBe(404);
  });
});
