import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  OnboardingStage,
  readEvent,
  ReviewOutcome,
  type KeQuanEvent,
  type Language,
} from '@kequan/contracts';
import { toldEvent } from '@kequan/kit/testing';
import { messageText, shortComment } from './message-words';
import { plannedMessages } from './rules';
import { stageDecided, taskNudged } from './testing/events';

const LANGUAGES: Language[] = ['zh', 'en'];
const NEXT_STEP: Record<Language, RegExp> = { zh: /下一步：/, en: /Next: / };
const EXAMPLES = join(__dirname, '..', '..', 'contracts', 'events', 'examples');
const applicant = '01910000-0000-7000-8000-000000000001';

const examples: KeQuanEvent[] = readdirSync(EXAMPLES).flatMap((file) => {
  const read = readEvent(readFileSync(join(EXAMPLES, file), 'utf8'));
  return read.kind === 'event' ? [read.event] : [];
});

/** Every result that a person can be told of. */
const results: [string, KeQuanEvent][] = [
  ...OnboardingStage.options.flatMap((stage) =>
    ReviewOutcome.options.flatMap((outcome): [string, KeQuanEvent][] => [
      [`${stage} ${outcome}`, stageDecided(applicant, { stage, outcome })],
      [`${stage} ${outcome} without a comment`, stageDecided(applicant, { stage, outcome, comments: [] })],
    ]),
  ),
  ...ReviewOutcome.options.map((outcome): [string, KeQuanEvent] => [
    `shop of shared instruments ${outcome}`,
    stageDecided(applicant, { track: 'instrumentSharing', stage: 'shop', outcome }),
  ]),
  ...ReviewOutcome.options.map((outcome): [string, KeQuanEvent] => [
    `service ${outcome}`,
    toldEvent('kequan.catalog.service-decided.v1', applicant, {
      programmeId: 'shaanxi',
      institutionId: applicant,
      applicantAccountId: applicant,
      title: '高效液相色谱分析',
      serviceId: applicant,
      taskId: applicant,
      outcome,
      comments: [],
      decidedBy: applicant,
      revision: 2,
    }),
  ]),
  ...[undefined, '苏科券入库〔2026〕0001号'].map((noticeNumber): [string, KeQuanEvent] => [
    `entry notice ${noticeNumber ?? 'without a number'}`,
    toldEvent('kequan.institution.entry-notice-published.v1', applicant, {
      programmeId: 'jiangsu',
      institutionId: applicant,
      applicantAccountId: applicant,
      title: '南京紫金分析测试有限公司',
      ...(noticeNumber === undefined ? {} : { noticeNumber }),
    }),
  ]),
  ...ReviewOutcome.options.map((outcome): [string, KeQuanEvent] => [
    `voucher application ${outcome}`,
    toldEvent('kequan.voucher.application-decided.v1', applicant, {
      programmeId: 'shaanxi',
      institutionId: applicant,
      applicantAccountId: applicant,
      title: '西安秦科精密制造有限公司',
      applicationId: applicant,
      taskId: applicant,
      outcome,
      comments: [],
      decidedBy: applicant,
      revision: 1,
      ...(outcome === 'approve' && { approvedFen: 8_000_050 }),
    }),
  ]),
  ...examples
    .filter(({ type }) => /voucher-(issued|expiring|expired|returned)/.test(type))
    .map((event): [string, KeQuanEvent] => [event.type, event]),
  ['reminder', taskNudged('office', 'remind')],
  ['escalation', taskNudged('platformAdmin', 'escalate')],
];

describe.each(LANGUAGES)('every review result sends an SMS with the next step (R11), in %s', (language) => {
  test.each(results)('when it is %s, then the words are whole and name the next step', (_what, event) => {
    const [planned] = plannedMessages(event, language);
    const words = planned && messageText(language, planned);
    expect(words).toMatch(NEXT_STEP[language]);
    expect(words).not.toMatch(/[{}]|undefined|sms\./);
    expect(words?.length).toBeLessThan(300);
  });

  test('when any example of an event comes, then it is told or known to tell nobody', () => {
    expect(examples.length).toBeGreaterThanOrEqual(12);
    const told = examples
      .filter((event) => plannedMessages(event, language).length > 0)
      .map(({ type }) => type);
    expect(told.sort()).toEqual([
      'kequan.catalog.record-decided.v1',
      'kequan.catalog.service-decided.v1',
      'kequan.catalog.voucher-service-unset.v1',
      'kequan.institution.entry-notice-published.v1',
      'kequan.institution.stage-decided.v1',
      'kequan.review.calendar-ending.v1',
      'kequan.review.task-nudged.v1',
      'kequan.settlement.notice-published.v1',
      'kequan.settlement.objection-decided.v1',
      'kequan.settlement.payout-failed.v1',
      'kequan.settlement.payout-objected.v1',
      'kequan.settlement.payout-paid.v1',
      'kequan.settlement.release-awaited.v1',
      'kequan.trade.claim-decided.v1',
      'kequan.trade.completion-postponed.v1',
      'kequan.trade.deal-answered.v1',
      'kequan.trade.deal-cancelled.v1',
      'kequan.trade.deal-lapsed.v1',
      'kequan.trade.deal-reminded.v1',
      'kequan.trade.deal-reserved.v1',
      'kequan.trade.dispute-decided.v1',
      'kequan.trade.order-placed.v1',
      'kequan.trade.order-refused.v1',
      'kequan.trade.order-taken.v1',
      'kequan.trade.service-completed.v1',
      'kequan.trade.service-confirmed.v1',
      'kequan.trade.service-disputed.v1',
      'kequan.voucher.application-decided.v1',
      'kequan.voucher.voucher-expired.v1',
      'kequan.voucher.voucher-expiring.v1',
      'kequan.voucher.voucher-issued.v1',
      'kequan.voucher.voucher-returned.v1',
    ]);
  });
});

describe('what a message says', () => {
  const words = (event: KeQuanEvent, language: Language = 'zh') => {
    const [planned] = plannedMessages(event, language);
    return planned ? messageText(language, planned) : '';
  };

  test('when a registration is returned, then the applicant is told why and what to do', () => {
    expect(words(stageDecided(applicant))).toBe(
      '南京紫金分析测试有限公司：单位注册信息被退回修改，意见：营业执照不清晰。下一步：登录云平台，修改单位信息后重新提交审核。',
    );
  });

  test('when a shop is open, then the next step is the one of its track: instruments or services (R11, JS step 3)', () => {
    const shop = { stage: 'shop', outcome: 'approve' } as const;
    const [sharing, testing] = [
      words(stageDecided(applicant, { ...shop, track: 'instrumentSharing' })),
      words(stageDecided(applicant, { ...shop, track: 'inspectionTesting' })),
    ];
    expect(sharing).toMatch(/下一步：.*选择仪器.*新增服务内容/);
    expect(testing).toMatch(/下一步：.*新增服务/);
    expect(testing).not.toContain('选择仪器');
  });

  test('when it is rejected, then the office of the programme is named', () => {
    expect(words(stageDecided(applicant, { outcome: 'reject' }))).toContain('江苏省科技资源统筹服务中心');
  });

  test('when a reviewer is reminded, then the last day is named, not the midnight after it', () => {
    expect(words(taskNudged('office'))).toContain('请于2026-11-25前处理');
  });

  test.each([
    ['zh', '营业执照不清晰；请补公章。', '意见：营业执照不清晰；请补公章。下一步'],
    ['en', '营业执照不清晰; 请补公章。', 'returned: 营业执照不清晰; 请补公章. Next'],
  ] as const)(
    'when comments end in full stops, then a message in %s quotes them without one beside its own marks',
    (language, joined, quoted) => {
      const comments = [{ text: '营业执照不清晰。' }, { text: '请补公章。' }];
      expect(shortComment(comments, language)).toBe(joined);
      expect(words(stageDecided(applicant, { comments }), language)).toContain(quoted);
    },
  );

  test('when comments are long or many, then the message stays short', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 200 })), (texts) => {
        const comment = shortComment(
          texts.map((text) => ({ text })),
          'zh',
        );
        expect(Array.from(comment).length).toBeLessThanOrEqual(80);
        expect(comment).not.toBe('');
      }),
    );
  });
});
