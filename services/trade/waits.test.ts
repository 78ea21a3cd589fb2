import {
  CHINA_CALENDAR,
  DECIDED_BY_RULES,
  newId,
  partyWait,
  reckonDeadlines,
  type DealStep,
  type EndedWait,
  type WorkingCalendar,
} from '@kequan/contracts';
import { openCalendar, uniqueValues } from '@kequan/kit';
import { testStore, toldEvent, type TestStore } from '@kequan/kit/testing';
import { tradeActivities } from './activities';
import { openDirectOrderSwitches } from './direct-order-switch';
import { openDeals, type Deals } from './model';
import { dealAt, type Reached } from './testing/deals';
import { openVoucherValidities } from './voucher-validity';

const DAY_MS = 86_400_000;
let store: TestStore;
let deals: Deals;
let activities: ReturnType<typeof tradeActivities>;
const now = (): number => Date.now();
beforeEach(async () => {
  store = await testStore();
  const { connection, relay } = store;
  deals = openDeals(connection, relay);
  activities = tradeActivities({
    deals,
    switches: openDirectOrderSwitches(connection, relay),
    validities: openVoucherValidities(connection),
    invoiceNumbers: uniqueValues(connection, 'invoiceNumber'),
    calendar: openCalendar(connection),
  });
});
afterEach(() => store.close());

/** The calendar that a replacement brings; it knows all days until years from now, unless told otherwise. */
async function replaceCalendar(more: Partial<WorkingCalendar> = {}): Promise<WorkingCalendar> {
  const calendar = { ...CHINA_CALENDAR, version: 1, knownUntil: dayAt(now() + 700 * DAY_MS), ...more };
  const event = toldEvent('kequan.review.calendar-replaced.v1', 'china', { calendar, replacedBy: newId() });
  await openCalendar(store.connection).learn(event);
  return calendar;
}

async function stored(reached: Reached): Promise<string> {
  const { deal } = dealAt(reached);
  await deals.insert(deal._id, deal, { key: 'test' });
  return deal._id;
}

/** A wait that began so many days ago. */
function waited(days: number, calendar: WorkingCalendar): EndedWait {
  const clock = partyWait({ workingDays: 1, remindAfterWorkingDays: [] });
  return { clock, told: reckonDeadlines(calendar, clock, now() - days * DAY_MS) };
}

const lapse = (wait: EndedWait): DealStep => ({ kind: 'lapse', waitedFor: 'completion', wait });

describe('M3: a wait that takes something when it ends', () => {
  it('when it is over by the calendar of trade, then the step is recorded and no deadline is told', async () => {
    const calendar = await replaceCalendar();
    const dealId = await stored('inProgress');
    const step = lapse(waited(30, calendar));
    const answer = await activities.recordDealStep({ dealId, key: 'lapse', step });
    expect(answer.deadlines).toBeUndefined();
    expect((await deals.get(dealId)).status).toBe('lapsed');
    // Whoever did not hear the answer asks again.
    expect((await activities.recordDealStep({ dealId, key: 'lapse', step })).deadlines).toBeUndefined();
  });

  it('when trade knows of a later holiday than the process, then nothing is recorded and the later day is told', async () => {
    const told = waited(4, await replaceCalendar());
    const holidays = Array.from({ length: 60 }, (_, n) => dayAt(now() + (n - 20) * DAY_MS));
    await replaceCalendar({ version: 2, holidays: [...CHINA_CALENDAR.holidays, ...holidays].sort() });
    const dealId = await stored('inProgress');
    const { deadlines } = await activities.recordDealStep({ dealId, key: 'lapse', step: lapse(told) });
    expect(deadlines).toMatchObject({ calendarVersion: 2, dueCertain: true });
    expect(deadlines?.dueAtMs).toBeGreaterThan(now() + 38 * DAY_MS);
    const deal = await deals.get(dealId);
    expect([deal.status, deal.outbox]).toEqual(['inProgress', []]);
  });

  it('when its days are not announced, then nothing is recorded, and it is asked again in a week', async () => {
    const calendar = await replaceCalendar({ knownUntil: '2020-12-31', knownFrom: '2020-01-01' });
    const dealId = await stored('delivered');
    const before = now();
    const step: DealStep = { kind: 'confirm', by: DECIDED_BY_RULES, wait: waited(30, calendar) };
    const { deadlines } = await activities.recordDealStep({ dealId, key: 'confirm', step });
    expect(deadlines?.dueCertain).toBe(false);
    expect(deadlines?.dueAtMs).toBeGreaterThanOrEqual(before + 7 * DAY_MS);
    expect((await deals.get(dealId)).status).toBe('delivered');
  });

  it('when the user confirms himself, then no calendar is asked', async () => {
    const dealId = await stored('delivered');
    await activities.recordDealStep({ dealId, key: 'confirm', step: { kind: 'confirm', by: newId() } });
    expect((await deals.get(dealId)).status).toBe('completed');
  });
});

it('C14: when a claim opens a task, then its due time is by the calendar of trade, and its working days travel with it', async () => {
  const everyDay = Array.from({ length: 30 }, (_, n) => dayAt(now() + (n - 5) * DAY_MS));
  await replaceCalendar({ holidays: [...CHINA_CALENDAR.holidays, ...everyDay].sort() });
  const dealId = await stored('claimed');
  const opens = { taskId: newId(), workflowId: 'w', candidateRole: 'finance' as const, workingDays: 3 };
  const step: DealStep = {
    kind: 'decideClaim',
    step: 'reviewer',
    taskId: newId(),
    outcome: 'approve',
    comments: [],
    decidedBy: newId(),
    opens,
  };
  const clock = { workingDays: 3, nudgeAfterWorkingDays: [], forfeits: false };
  const { deadlines } = await activities.recordDealStep({ dealId, key: 'decide', step, clock });
  const opened = (await deals.get(dealId)).outbox[0]?.data as { opens?: { dueAt: string } };
  expect(opened.opens).toMatchObject({ workingDays: 3 });
  expect(Date.parse(opened.opens?.dueAt ?? '')).toBe(deadlines?.dueAtMs);
  expect(deadlines?.dueAtMs).toBeGreaterThan(now() + 24 * DAY_MS);
});

function dayAt(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
