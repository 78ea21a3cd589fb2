import { CHINA_CALENDAR, newId, type KeQuanEvent, type WorkingCalendar } from '@kequan/contracts';
import { openCalendar, type KeptCalendar, type RunningProcess } from '@kequan/kit';
import {
  call,
  startTestProcess,
  testIdentity,
  until,
  type TestAccount,
  type TestAnswer,
} from '@kequan/kit/testing';
import { definition } from './service';

let running: RunningProcess;
let copy: KeptCalendar;
let admin: TestAccount, office: TestAccount;
beforeAll(async () => {
  const identity = await testIdentity();
  running = await startTestProcess({
    definitions: [
      identity.definition,
      definition,
      {
        name: 'trade',
        create({ connection }) {
          copy = openCalendar(connection);
          const handle = async (event: KeQuanEvent): Promise<void> => {
            await copy.learn(event);
          };
          return { routes: [], consumes: { sources: ['review'], handle } };
        },
      },
    ],
  });
  admin = await identity.account('platformAdmin');
  office = await identity.account('office');
});
afterAll(() => running.stop());

const { knownFrom, holidays, makeUpDays } = CHINA_CALENDAR;
const next = { version: 0, knownFrom, knownUntil: '2099-12-31', holidays, makeUpDays };
const ask = (who: TestAccount, line: string, body?: object, idempotencyKey = newId()): Promise<TestAnswer> =>
  call(running.port, line, { authorization: who.authorization, idempotencyKey, ...(body && { body }) });

it('when somebody who is no administrator replaces or tries it, then he may not; he reads it', async () => {
  expect((await ask(office, 'GET /v1/calendar')).body).toEqual(CHINA_CALENDAR);
  expect((await ask(office, 'PUT /v1/calendar', next)).status).toBe(403);
  const { version, ...content } = next;
  expect((await ask(office, 'POST /v1/calendar/preview', content)).status).toBe(403);
  expect(version).toBe(0);
});

it('when what is sent is no calendar, or forgets what is over, then its fields are named in words', async () => {
  const wrong = await ask(admin, 'PUT /v1/calendar', { ...next, holidays: ['2026-02-30'], extra: 1 });
  expect(wrong.status).toBe(400);
  expect(wrong.body).toMatchObject({ fields: [{ path: 'body.holidays.0' }, { path: 'body.extra' }] });
  const forgets = await ask(admin, 'PUT /v1/calendar', {
    ...next,
    knownUntil: '2026-06-30',
    holidays: [],
    makeUpDays: [],
  });
  expect(forgets.body).toMatchObject({
    fields: [{ path: 'body.knownUntil', message: '截止日期不得早于现行日历的 2026-12-31' }],
  });
});

it('M2: when it is replaced, then everybody reads it at once, and a home has its copy', async () => {
  const key = newId();
  const answer = await ask(admin, 'PUT /v1/calendar', next, key);
  expect([answer.status, (answer.body as WorkingCalendar).version]).toEqual([200, 1]);
  expect((await ask(admin, 'PUT /v1/calendar', next, key)).body).toEqual(answer.body);
  expect((await ask(office, 'GET /v1/calendar')).body).toEqual(answer.body);
  expect((await ask(admin, 'PUT /v1/calendar', next)).body).toMatchObject({ code: 'Conflict' });
  await until('the copy of the home', async () => (await copy.latest()).version === 1);
});
