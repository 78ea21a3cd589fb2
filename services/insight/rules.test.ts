import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReviewOutcome, readEvent, type KeQuanEvent, type Language } from '@kequan/contracts';
import { additionOf, additionToProvider, eventIdOf } from './rules';
import { wordsOf } from './words';

const EXAMPLES = join(__dirname, '..', '..', 'contracts', 'events', 'examples');
const examples = readdirSync(EXAMPLES).flatMap((file): [string, KeQuanEvent][] => {
  const read = readEvent(readFileSync(join(EXAMPLES, file), 'utf8'));
  return read.kind === 'event' ? [[read.event.type, read.event]] : [];
});
/** Those that are about an institution. */
const OF_NOBODY = [
  'kequan.voucher.budget-granted.v1',
  'kequan.trade.direct-orders-switched.v1',
  'kequan.review.calendar-replaced.v1',
  'kequan.review.calendar-ending.v1',
  'kequan.settlement.release-awaited.v1',
  'kequan.settlement.batch-released.v1',
];
const told = examples.filter(([type]) => !OF_NOBODY.includes(type));
const LANGUAGES: Language[] = ['zh', 'en'];

function entryOf(event: KeQuanEvent) {
  const { entry } = additionOf(event);
  if (!entry) throw new Error(`no entry for ${event.type}`);
  return entry;
}
/** An example with some of its data changed. */
function changed(type: string, data: object): KeQuanEvent {
  const found = examples.find(([name]) => name === type)?.[1];
  return { ...found, data: { ...found?.data, ...data } } as KeQuanEvent;
}

describe.each(LANGUAGES)('the words of an entry, in %s', (language) => {
  test.each(told)('when %s comes, then it is told in whole words', (_type, event) => {
    const words = wordsOf(entryOf(event), language);
    expect(words).not.toBe('');
    expect(words).not.toMatch(/[{}]|undefined|kequan\.|timeline|sms\.|stages\.|outcomes\./);
  });

  const textKeys = [
    ...['registration', 'shop', 'qualification', 'enrolment'].flatMap((stage) =>
      ReviewOutcome.options.map((outcome) => `sms.stageDecided.${stage}.${outcome}`),
    ),
    'sms.stageDecided.shop.chooseInstruments',
    ...[...ReviewOutcome.options, 'listed'].map((result) => `sms.serviceDecided.${result}`),
    ...ReviewOutcome.options.map((outcome) => `sms.applicationDecided.${outcome}`),
    'sms.voucherIssued',
    'sms.voucherExpiring',
    'sms.voucherExpired',
    'sms.voucherReturned',
    'sms.entryNotice',
    'sms.deal.reserved',
    'sms.payout.paid',
    'sms.taskNudged.remind',
    'sms.taskNudged.escalate',
  ];
  test.each(textKeys)('when a message of %s was sent, then the entry says what it was about', (textKey) => {
    const words = wordsOf(entryOf(changed('kequan.notification.message-sent.v1', { textKey })), language);
    expect(words).not.toMatch(/[{}]|sms|stages\.|outcomes\.|nudges\./);
  });
});

test.each(OF_NOBODY)('when %s comes, which is about everybody, then it is in no timeline', (type) => {
  expect(additionOf(changed(type, {}))).toEqual({});
});

describe('a step of a deal', () => {
  const deals = told.filter(([type, { data }]) => type.startsWith('kequan.trade.') && 'dealId' in data);

  test.each(deals)('when %s comes, then it stands in the timelines of both parties', (_type, event) => {
    const user = additionOf(event);
    const provider = additionToProvider(event);
    expect(user.entry?.timelineId).toBe('01910000-0000-7000-8000-000000000002');
    expect(provider.entry?.timelineId).toBe('01910000-0000-7000-8000-000000000009');
    expect(provider.subject?.ownerAccountId).toBe('01910000-0000-7000-8000-000000000008');
    expect(eventIdOf(provider.entry ?? { _id: '' })).toBe(event.id);
    expect(provider.entry?.data).toEqual(user.entry?.data);
  });
});

describe('what an entry says', () => {
  const words = (type: string, data: object, language: Language = 'zh') =>
    wordsOf(entryOf(changed(type, data)), language);

  test.each<[string, object, string, string]>([
    [
      'kequan.institution.stage-submitted.v1',
      { stage: 'shop', revision: 2 },
      '提交开店申请（第 2 次）',
      'Submitted shop application (revision 2)',
    ],
    [
      'kequan.institution.stage-decided.v1',
      { stage: 'registration', outcome: 'return' },
      '单位注册：退回修改',
      'registration: returned for changes',
    ],
    [
      'kequan.institution.entry-notice-published.v1',
      { noticeNumber: undefined },
      '入库通知发布',
      'Entry notice published',
    ],
    [
      'kequan.institution.entry-notice-published.v1',
      { noticeNumber: '苏科券入库〔2026〕0001号' },
      '入库通知发布（苏科券入库〔2026〕0001号）',
      'Entry notice published (苏科券入库〔2026〕0001号)',
    ],
    [
      'kequan.review.task-opened.v1',
      { dueAt: '2026-11-25T16:00:00.000Z', dueCertain: true },
      '单位注册进入审核，限期 2026-11-25',
      'registration under review, due 2026-11-25',
    ],
    [
      'kequan.review.task-nudged.v1',
      { action: 'escalate' },
      '单位注册审核催办（转上级督办）',
      'Review of registration nudged (escalated)',
    ],
    [
      'kequan.notification.message-sent.v1',
      { textKey: 'sms.stageDecided.registration.return' },
      '短信已送达：单位注册（退回修改）',
      'SMS delivered: registration (returned for changes)',
    ],
  ])('when %s comes with %j, then both languages tell it', (type, data, zh, en) => {
    expect(words(type, data)).toBe(zh);
    expect(words(type, data, 'en')).toBe(en);
  });

  test('when the deadline lies past the announced holidays, then the entry says so', () => {
    expect(words('kequan.review.task-opened.v1', { dueCertain: false })).toContain('尚未公布');
  });
});

describe('what is kept of an event', () => {
  test.each(told)('when %s comes, then no person and no remark is kept', (_type, event) => {
    const kept = JSON.stringify(entryOf(event).data);
    const data = event.data as Record<string, unknown>;
    for (const name of ['decidedBy', 'submittedBy', 'displayName', 'sealedPhone', 'recipientAccountId'])
      if (typeof data[name] === 'string') expect(kept).not.toContain(data[name]);
    expect(kept).not.toContain('comments');
  });

  test('when an account registers, then its entry stands under the account and tells of no institution', () => {
    const { entry, subject, allocation } = additionOf(changed('kequan.identity.account-registered.v1', {}));
    expect(allocation).toEqual({
      _id: '01910000-0000-7000-8000-000000000001',
      primaryAccountId: '01910000-0000-7000-8000-000000000005',
    });
    expect(entry?.timelineId).toBe('01910000-0000-7000-8000-000000000001');
    expect(subject).toBeUndefined();
  });

  test('when an account stands for itself, then nobody allocated it', () => {
    const event = changed('kequan.identity.account-registered.v1', { primaryAccountId: undefined });
    expect(additionOf(event)).not.toHaveProperty('allocation');
  });

  test('when a message is about no institution, then no timeline has it', () => {
    expect(additionOf(changed('kequan.notification.message-sent.v1', { institutionId: undefined }))).toEqual(
      {},
    );
  });
});
