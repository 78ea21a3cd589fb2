import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DealStatus } from '../deal';
import { PayoutStatus } from '../payout';
import { DEAL_LIFE, standingOf, standingOrEnd, statesOf, type DealStanding } from './deal';
import { endsOf, leadsTo, life, opensIn, reachedIn, type Life } from './life';
import { PAYOUT_LIFE } from './payout-line';
import { livesPage } from './picture';
import { HOLD_LIFE, VOUCHER_LIFE } from './voucher';

const LIVES: [name: string, table: Life, states: readonly string[], ends: string[]][] = [
  ['deal', DEAL_LIFE, DealStatus.options, ['paid', 'rejected', 'claimRejected', 'cancelled', 'lapsed']],
  ['payout', PAYOUT_LIFE, PayoutStatus.options, ['paid', 'returned', 'objected']],
  ['voucher', VOUCHER_LIFE, ['usable', 'expired', 'returned'], ['expired', 'returned']],
  ['hold', HOLD_LIFE, ['held', 'released', 'captured'], []],
];

describe.each(LIVES)('the life of a %s', (_, table, states, ends) => {
  it('names every state, and each is reached', () => {
    expect(Object.keys(table.states).sort()).toEqual([...states].sort());
    expect([...reachedIn(table)].sort()).toEqual([...states].sort());
  });

  it('has a way out of every state that is no end', () => {
    expect(endsOf(table).sort()).toEqual([...ends].sort());
  });
});

describe('a table', () => {
  it('when a step leads by its outcome, then the outcome says where', () => {
    expect(leadsTo(DEAL_LIFE, 'decideDispute', 'return')).toBe('inProgress');
    expect(leadsTo(DEAL_LIFE, 'take')).toBe('inProgress');
    expect(opensIn(DEAL_LIFE, 'reply')).toEqual(['open', 'replied']);
    // @ts-expect-error a step without outcomes has none
    expect(leadsTo(DEAL_LIFE, 'take', 'reject')).toBe('inProgress');
    // @ts-expect-error no such outcome
    expect(() => leadsTo(DEAL_LIFE, 'reply', 'maybe')).toThrow(TypeError);
  });

  it('when it names a state that is not there, then it does not compile, and a state that nothing reaches is found', () => {
    const lost = life<'here' | 'there', object>()({
      start: 'here',
      states: { here: {}, there: {} },
      // @ts-expect-error no such state
      steps: { go: { from: ['here'], to: 'nowhere' } },
    });
    expect(reachedIn(lost).has('there')).toBe(false);
  });
});

describe('what a deal waits for', () => {
  it('is said of every state that is neither a draft nor an end, and by one or two states each', () => {
    for (const status of DealStatus.options) {
      const isOver = endsOf(DEAL_LIFE).includes(status);
      expect(standingOf(status) === undefined).toBe(isOver || status === 'draft');
    }
    expect(statesOf('reply')).toEqual(['open', 'replied']);
    const standings = DealStatus.options.flatMap((status) => standingOf(status) ?? []);
    for (const standing of new Set<DealStanding>(standings)) {
      // A wait is one party's, in each of its states.
      const parties = statesOf(standing).map((status) => JSON.stringify(DEAL_LIFE.states[status]));
      expect(new Set(parties).size).toBe(1);
    }
  });

  it('is how its process goes on, or how it ends', () => {
    expect(standingOrEnd('claimed')).toBe('claimReview');
    expect(standingOrEnd('lapsed')).toBe('lapsed');
    expect(standingOrEnd('draft')).toBe('refused');
  });
});

test('the pictures of docs/reference/lives.md are made from the tables of today: npm run pictures makes them anew', () => {
  expect(readFileSync(join(__dirname, '..', '..', 'docs', 'reference', 'lives.md'), 'utf8')).toBe(
    livesPage(),
  );
});
