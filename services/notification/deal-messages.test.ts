import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DealWait,
  DECIDED_BY_RULES,
  DeductionReason,
  readEvent,
  ReviewOutcome,
  type KeQuanEvent,
  type Language,
} from '@kequan/contracts';
import { messageText } from './message-words';
import { plannedMessages } from './rules';

const EXAMPLES = join(__dirname, '..', '..', 'contracts', 'events', 'examples');
const NEXT_STEP: Record<Language, RegExp> = { zh: /下一步：/, en: /Next: / };
const USER = '01910000-0000-7000-8000-000000000001';
const PROVIDER = '01910000-0000-7000-8000-000000000008';

/** The example of a step, with some of its data changed. */
function step(name: string, data: object = {}): KeQuanEvent {
  const read = readEvent(readFileSync(join(EXAMPLES, `kequan.trade.${name}.v1.json`), 'utf8'));
  if (read.kind !== 'event') throw new Error(`no example of ${name}`);
  return { ...read.event, data: { ...read.event.data, ...data } } as KeQuanEvent;
}

/** Every step that somebody must hear of, and who. */
const told: [string, KeQuanEvent, string[]][] = [
  ['reserved', step('deal-reserved'), [PROVIDER]],
  ...(['accept', 'reject', 'reply'] as const).flatMap((answer): [string, KeQuanEvent, string[]][] => [
    [answer, step('deal-answered', { answer, message: '周三可送样' }), [USER]],
    [`${answer} without words`, step('deal-answered', { answer, quoteFen: undefined }), [USER]],
  ]),
  ['ordered as agreed', step('order-placed'), [PROVIDER]],
  ['ordered otherwise', step('order-placed', { changed: ['totalFen'] }), [PROVIDER]],
  ['ordered directly', step('order-placed', { direct: true }), [PROVIDER]],
  ['taken', step('order-taken'), [USER]],
  ['refused', step('order-refused'), [USER]],
  ['a later day named by the provider', step('completion-postponed'), [USER]],
  ['a later day named by the user', step('completion-postponed', { party: 'user' }), [PROVIDER]],
  ['a later day agreed', step('completion-postponed', { party: 'user', agreed: true }), [PROVIDER]],
  ['completed', step('service-completed'), [USER]],
  ['confirmed', step('service-confirmed'), [PROVIDER]],
  ['confirmed by silence', step('service-confirmed', { confirmedBy: DECIDED_BY_RULES }), [USER, PROVIDER]],
  ['disputed', step('service-disputed'), [PROVIDER]],
  ...ReviewOutcome.options.map((outcome): [string, KeQuanEvent, string[]] => [
    `dispute ${outcome}`,
    step('dispute-decided', { outcome }),
    [USER, PROVIDER],
  ]),
  ...(['reviewer', 'finance'] as const).flatMap((desk) =>
    ReviewOutcome.options.map((outcome): [string, KeQuanEvent, string[]] => [
      `claim ${outcome} by ${desk}`,
      step('claim-decided', { step: desk, outcome, deductions: [] }),
      [USER],
    ]),
  ),
  ...DeductionReason.options.map((reason): [string, KeQuanEvent, string[]] => [
    `less paid: ${reason}`,
    step('claim-decided', { deductions: [{ reason, amountFen: 200_000 }] }),
    [USER],
  ]),
  ['cancelled by the user', step('deal-cancelled'), [PROVIDER]],
  ['cancelled by nobody', step('deal-cancelled', { cancelledBy: DECIDED_BY_RULES }), [USER, PROVIDER]],
  ['cancelled by the provider', step('deal-cancelled', { party: 'provider', reason: undefined }), [USER]],
  ...DealWait.options.flatMap((wait): [string, KeQuanEvent, string[]][] => [
    [`lapsed: ${wait}`, step('deal-lapsed', { waitedFor: wait }), [USER, PROVIDER]],
    [`reminded of ${wait}`, step('deal-reminded', { waitingFor: wait }), [PROVIDER]],
  ]),
  ['the user reminded', step('deal-reminded', { party: 'user', waitingFor: 'order' }), [USER]],
];

describe.each<Language>(['zh', 'en'])('every step of a deal is told with the next one, in %s', (language) => {
  test.each(told)('when it is %s, then who must know is told in whole words', (_what, event, accounts) => {
    const messages = plannedMessages(event, language);
    expect(messages.map(({ recipient }) => recipient)).toEqual(accounts.map((accountId) => ({ accountId })));
    for (const message of messages) {
      const words = messageText(language, message);
      expect(words).toMatch(NEXT_STEP[language]);
      expect(words).not.toMatch(/[{}]|undefined|sms\.|(waits|deductions)\.\w/);
      expect(words.length).toBeLessThan(300);
    }
  });
});

test('when a message goes to a provider, then it stands in his own timeline', () => {
  const [message] = plannedMessages(step('deal-reserved'), 'zh');
  expect(message?.institutionId).toBe('01910000-0000-7000-8000-000000000009');
});

test('F23: when less is paid than was claimed, then the firm is told each deduction with its reason', () => {
  const [message] = plannedMessages(step('claim-decided'), 'zh');
  expect(message && messageText('zh', message)).toContain('兑付 28,000 元，扣减：与发票不符 2,000 元');
});

test.each(['claim-submitted', 'claim-withdrawn', 'service-evaluated', 'deal-paid', 'deal-reopened'])(
  'when %s comes, then nobody is told by trade: it is the doer himself, or settlement tells',
  (name) => {
    expect(plannedMessages(step(name), 'zh')).toEqual([]);
  },
);
