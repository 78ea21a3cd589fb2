import {
  CHINA_CALENDAR,
  dayOfDeadline,
  newId,
  type DealParty,
  type DealStep,
  type FailureCode,
  type WaitClock,
} from '@kequan/contracts';
import { changeOf } from './steps';
import { dealAt, TODAY, type TestDeal } from './testing/deals';
import { dealView } from './views';
import { deadlinesAfter } from './waits';

const refused = (code: FailureCode, path?: string, message?: string): Error =>
  expect.objectContaining({ code, ...(path && { fields: [{ path, message }] }) }) as Error;
const naming = (party: DealParty, completionOn: string): DealStep => ({
  kind: 'postpone',
  by: newId(),
  party,
  completionOn,
});
const EXPECTED = '2026-12-18';
const clock: WaitClock = { workingDays: 2, nudgeAfterWorkingDays: [], forfeits: true };
const nowMs = TODAY.getTime();
const inProgress = (): TestDeal => dealAt('inProgress', { order: { completionExpectedOn: EXPECTED } });
const dueAfter = ({ deal }: TestDeal, step: DealStep, atMs = nowMs): string | undefined => {
  const deadlines = deadlinesAfter(CHINA_CALENDAR, deal, step, { clock, nowMs: atMs });
  return deadlines && dayOfDeadline(CHINA_CALENDAR, deadlines.dueAtMs);
};
const take: DealStep = { kind: 'take', by: newId() };

describe('M3: from when the completion is waited for', () => {
  it('when an order is taken, then from the end of the agreed day: its working days come after it', () => {
    expect(dueAfter(inProgress(), take)).toBe('2026-12-22');
  });

  it('when the agreed day has passed, then from now', () => {
    expect(dueAfter(inProgress(), take, Date.parse('2026-12-22T02:00:00Z'))).toBe('2026-12-24');
  });

  it('when a dispute is returned, then so too; when it is dismissed, then the claim is waited for from now', () => {
    const decide = (outcome: 'return' | 'reject'): DealStep => ({
      kind: 'decideDispute',
      taskId: newId(),
      outcome,
      comments: [],
      decidedBy: newId(),
    });
    expect(dueAfter(inProgress(), decide('return'))).toBe('2026-12-22');
    expect(dueAfter(inProgress(), decide('reject'))).toBe('2026-12-01');
  });
});

describe('M3: both sides put the completion off', () => {
  it('when one side names a later day, then it is told and nothing else changes; when the other names the same, it is agreed', () => {
    const test = inProgress();
    const proposal = naming('provider', '2027-04-30');
    const told = changeOf(test.deal, proposal, { at: TODAY, calendar: CHINA_CALENDAR })?.events;
    expect(told).toEqual([
      expect.objectContaining({
        type: 'kequan.trade.completion-postponed.v1',
        data: expect.objectContaining({
          party: 'provider',
          completionOn: '2027-04-30',
          agreed: false,
        }) as unknown,
      }),
    ]);
    test.take(proposal);
    expect(test.deal).toMatchObject({ status: 'inProgress', completion: { proposedBy: 'provider' } });
    expect(dueAfter(test, proposal)).toBeUndefined();
    expect(dueAfter(test, take)).toBe('2026-12-22');

    const consent = naming('user', '2027-04-30');
    const agreed = changeOf(test.deal, consent, { at: TODAY, calendar: CHINA_CALENDAR })?.events[0]?.data;
    expect(agreed).toMatchObject({ party: 'user', agreed: true });
    test.take(consent);
    expect(test.deal.completion).toEqual({ agreedOn: '2027-04-30' });
    expect(dueAfter(test, consent)).toBe('2027-05-04');
  });

  it('when the same side names it twice, then it is not agreed; when the other names another day, then that one is open', () => {
    const test = inProgress();
    test.take(naming('user', '2027-04-30'));
    const again = changeOf(test.deal, naming('user', '2027-04-30'), { at: TODAY, calendar: CHINA_CALENDAR });
    expect(again).toBeUndefined();
    test.take(naming('provider', '2027-05-31'));
    expect(test.deal.completion).toEqual({ proposedOn: '2027-05-31', proposedBy: 'provider' });
    test.take(naming('user', '2027-05-31'));
    test.take(naming('user', '2027-06-30'));
    expect(test.deal.completion).toEqual({
      agreedOn: '2027-05-31',
      proposedOn: '2027-06-30',
      proposedBy: 'user',
    });
  });

  it.each([
    ['today', '2026-11-28', `DayNotLater|day=${EXPECTED}`],
    ['the agreed day', EXPECTED, `DayNotLater|day=${EXPECTED}`],
    ['more than a year ahead', '2027-11-29', 'DayTooFar'],
  ])('when it is %s, then it is refused', (_, day, message) => {
    expect(() => inProgress().take(naming('user', day))).toThrow(
      refused('InputInvalid', 'body.completionOn', message),
    );
  });

  it('when the service is not in progress, then nothing is put off', () => {
    expect(() => dealAt('delivered').take(naming('user', '2027-04-30'))).toThrow(refused('DealStepNotOpen'));
  });

  it('when either side looks, then it sees the day that is agreed and the one that is named', () => {
    const test = inProgress();
    test.take(naming('provider', '2027-04-30'));
    const { deal } = test;
    for (const [role, accountId] of [
      ['voucherUser', deal.accountId],
      ['provider', deal.providerAccountId ?? ''],
    ] as const)
      expect(dealView({ role, accountId, programmeId: 'shaanxi' }, deal).completion).toEqual({
        agreedOn: EXPECTED,
        proposedOn: '2027-04-30',
        proposedBy: 'provider',
      });
  });
});
