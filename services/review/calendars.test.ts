import { CHINA_CALENDAR, newId, type OpenTask, type ReplaceCalendar } from '@kequan/contracts';
import { createLog } from '@kequan/kit';
import { testStore, toldEvent, type TestStore } from '@kequan/kit/testing';
import { reviewActivities } from './activities';
import { tellEnding, watchCalendar } from './calendar-watch';
import { openCalendars, type Calendars } from './calendars';
import { tasksFollow } from './following';
import { openTasks, type Tasks } from './model';

const TODAY = new Date('2026-11-28T04:00:00Z');
const DAY_MS = 86_400_000;
let store: TestStore;
let calendars: Calendars;
let tasks: Tasks;
beforeEach(async () => {
  store = await testStore();
  calendars = openCalendars(store.connection, store.relay);
  tasks = openTasks(store.connection, store.relay);
});
afterEach(() => store.close());

const admin = (key = newId()) => ({ accountId: newId(), key, at: TODAY });
function replacement(version: number, more: Partial<ReplaceCalendar> = {}): ReplaceCalendar {
  const { knownFrom, knownUntil, holidays, makeUpDays } = CHINA_CALENDAR;
  return { version, knownFrom, knownUntil, holidays, makeUpDays, ...more };
}
interface Stored {
  outbox: { type: string; data: Record<string, unknown> }[];
}
const told = async (): Promise<Stored['outbox']> =>
  (await store.db.collection('calendars').findOne<Stored>({}))?.outbox ?? [];

describe('the calendar', () => {
  it('when nobody has replaced it, then it is the seed, and nothing is stored', async () => {
    expect(await calendars.current()).toEqual(CHINA_CALENDAR);
    expect(await store.db.collection('calendars').countDocuments()).toBe(0);
  });

  it('when it is replaced, then its event tells all of it; repeated with its key nothing more is told', async () => {
    const by = admin();
    const content = replacement(0, { knownUntil: '2027-12-31' });
    const calendar = await calendars.replace(by, content);
    expect(calendar).toMatchObject({ version: 1, knownUntil: '2027-12-31', name: 'china' });
    expect(await calendars.replace(by, content)).toEqual(calendar);
    expect(await calendars.current()).toEqual(calendar);
    expect(await told()).toEqual([
      expect.objectContaining({
        type: 'kequan.review.calendar-replaced.v1',
        data: { calendar, replacedBy: by.accountId },
      }),
    ]);
  });

  it('when two replace the same version, then one of them does, and the other hears of the conflict', async () => {
    const answers = await Promise.allSettled(
      ['2027-12-31', '2028-12-31'].map((knownUntil) =>
        calendars.replace(admin(), replacement(0, { knownUntil })),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'Conflict' },
    });
    await expect(calendars.replace(admin(), replacement(0))).rejects.toMatchObject({ code: 'Conflict' });
  });

  it('when the same key comes with another content, then it is no repetition', async () => {
    const by = admin();
    await calendars.replace(by, replacement(0, { knownUntil: '2027-12-31' }));
    const other = calendars.replace(by, replacement(0, { knownUntil: '2028-12-31' }));
    await expect(other).rejects.toMatchObject({ code: 'Conflict' });
  });
});

describe('P22: the end of the known calendar', () => {
  const before = (days: number): number => Date.parse('2026-12-31T02:00:00Z') - days * DAY_MS;
  const ending = async () => (await told()).map(({ type, data }) => [type.split('.')[2], data]);

  it('when it is more than sixty days away, then nobody is told', async () => {
    await tellEnding(calendars, before(61));
    expect(await ending()).toEqual([]);
  });

  it('when it is sixty days away, then each programme is told once, however often it is looked at', async () => {
    await Promise.all([60, 59, 1].map((days) => tellEnding(calendars, before(days))));
    const programmes = (await ending()).map(([, data]) => (data as { programmeId: string }).programmeId);
    expect(programmes.sort()).toEqual(['jiangsu', 'shaanxi']);
    expect((await ending())[0]).toEqual([
      'calendar-ending',
      expect.objectContaining({ knownUntil: '2026-12-31' }),
    ]);
  });

  it('when another year was announced, then it is told again before that one ends', async () => {
    await tellEnding(calendars, before(30));
    await calendars.replace(admin(), replacement(0, { knownUntil: '2027-12-31' }));
    await tellEnding(calendars, before(30));
    expect(await told()).toHaveLength(3);
    await tellEnding(calendars, before(-340));
    expect(await told()).toHaveLength(5);
  });

  it('when the service starts, then it is looked at beside the start, and an end waits for the look', async () => {
    let answer: () => void = () => undefined;
    const tellings: string[] = [];
    const watch = watchCalendar(
      {
        current: () => new Promise((resolve) => (answer = () => resolve(CHINA_CALENDAR))),
        tellEnding: async (programmeId) => void tellings.push(programmeId),
      },
      createLog('silent', 'test'),
      () => before(10),
    );
    watch.start();
    expect(tellings).toEqual([]);
    const stopped = watch.stop();
    answer();
    await stopped;
    expect(tellings.sort()).toEqual(['jiangsu', 'shaanxi']);
  });

  it('when the store is away, then it is looked at again after a minute; a day after that it went well', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      let looks = 0;
      const watch = watchCalendar(
        {
          async current() {
            looks += 1;
            if (looks === 1) throw new Error('away');
            return CHINA_CALENDAR;
          },
          tellEnding: async () => undefined,
        },
        createLog('silent', 'test'),
        () => before(90),
      );
      watch.start();
      await jest.advanceTimersByTimeAsync(60_000);
      expect(looks).toBe(2);
      await jest.advanceTimersByTimeAsync(DAY_MS - 1);
      expect(looks).toBe(2);
      await jest.advanceTimersByTimeAsync(1);
      expect(looks).toBe(3);
      await watch.stop();
      await jest.advanceTimersByTimeAsync(2 * DAY_MS);
      expect(looks).toBe(3);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('C14: open tasks follow the calendar', () => {
  const task = (more: Partial<OpenTask> = {}): OpenTask => {
    const institutionId = newId();
    return {
      taskId: newId(),
      workflowId: `onboarding/${institutionId}`,
      programmeId: 'jiangsu',
      subject: { kind: 'stage', id: institutionId, institutionId, stage: 'registration' },
      title: '南京紫金分析测试有限公司',
      revision: 1,
      applicantAccountId: newId(),
      candidateRole: 'office',
      openedAtMs: Date.parse('2026-11-27T02:00:00Z'),
      dueAtMs: Date.parse('2026-12-01T16:00:00Z'),
      dueCertain: true,
      workingDays: 2,
      ...more,
    };
  };
  const dueAt = async (taskId: string): Promise<string> => (await tasks.get(taskId)).dueAt.toISOString();

  it('when a holiday is extended, then an open task is due later, once; a closed one and one without working days stay', async () => {
    const review = reviewActivities(tasks, calendars);
    const [open, old, closed] = [task(), task({ workingDays: undefined }), task()];
    for (const one of [open, old, closed]) await review.openTask(one);
    await tasks.command(closed.taskId, { key: 'end', change: { $set: { status: 'closed' } } });

    const holidays = [...CHINA_CALENDAR.holidays, '2026-12-01', '2026-12-02'];
    const calendar = await calendars.replace(admin(), replacement(0, { holidays }));
    const event = toldEvent('kequan.review.calendar-replaced.v1', 'china', { calendar, replacedBy: newId() });
    const follow = tasksFollow(tasks, calendars);
    await follow(event);
    const { version } = await tasks.get(open.taskId);
    await follow(event);

    expect(await dueAt(open.taskId)).toBe('2026-12-03T16:00:00.000Z');
    expect((await tasks.get(open.taskId)).version).toBe(version);
    for (const { taskId } of [old, closed]) expect(await dueAt(taskId)).toBe('2026-12-01T16:00:00.000Z');
  });

  it('when a task is opened by who has not heard of the replacement, then it is due by the new one', async () => {
    await calendars.replace(
      admin(),
      replacement(0, { holidays: [...CHINA_CALENDAR.holidays, '2026-12-01'] }),
    );
    const late = task();
    await reviewActivities(tasks, calendars).openTask(late);
    expect(await dueAt(late.taskId)).toBe('2026-12-02T16:00:00.000Z');
    expect((await tasks.get(late.taskId)).outbox[0]?.data).toMatchObject({
      dueAt: '2026-12-02T16:00:00.000Z',
    });
  });
});
