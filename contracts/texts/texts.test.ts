import { FAILURE_STATUS } from '../failures';
import { RecordKind } from '../forms/record';
import { OfferingStep, OnboardingStage, ReviewNudge } from '../programme';
import { ReviewOutcome } from '../review-outcome';
import { Role } from '../roles';
import { findText, languageOf, text } from '.';
import en from './en.json';
import zh from './zh.json';

function leaves(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : leaves(value as object, `${path}${key}.`),
  );
}
const placeholders = (words: string): string[] => [...new Set(words.match(/\{\w+\}/g) ?? [])].sort();

describe('the two language files', () => {
  test('when one has a text, then the other has it too', () => {
    expect(
      leaves(en)
        .map(([key]) => key)
        .sort(),
    ).toEqual(
      leaves(zh)
        .map(([key]) => key)
        .sort(),
    );
  });

  test('when a text has a placeholder in one language, then it has it in the other', () => {
    const english = new Map(leaves(en));
    for (const [key, words] of leaves(zh)) {
      expect([key, placeholders(english.get(key) ?? '')]).toEqual([key, placeholders(words)]);
    }
  });

  test.each(Object.keys(FAILURE_STATUS))(
    'when %s is answered, then it has title and detail in both languages',
    (code) => {
      for (const language of ['zh', 'en'] as const) {
        expect(findText(language, `errors.${code}.title`)).toBeDefined();
        expect(findText(language, `errors.${code}.detail`)).toBeDefined();
      }
    },
  );

  test('when a stage is decided, then there is an SMS with the next step for every outcome (R11)', () => {
    for (const stage of OnboardingStage.options)
      for (const outcome of ReviewOutcome.options)
        expect(findText('zh', `sms.stageDecided.${stage}.${outcome}`)).toContain('下一步');
    for (const outcome of ReviewOutcome.options)
      expect(findText('zh', `sms.serviceDecided.${outcome}`)).toContain('下一步');
  });

  test('when a record is decided, then there is an SMS with the next step for every kind and outcome (R11)', () => {
    for (const kind of RecordKind.options)
      for (const outcome of ReviewOutcome.options)
        expect(findText('zh', `sms.recordDecided.${kind}.${outcome}`)).toContain('下一步');
    for (const outcome of ReviewOutcome.options)
      expect(findText('zh', `sms.stageDecided.hostRegistration.${outcome}`)).toContain('下一步');
    expect(findText('zh', 'sms.stageDecided.shop.chooseInstruments')).toContain('下一步');
    expect(findText('zh', 'sms.serviceDecided.listed')).toContain('下一步');
    expect(findText('zh', 'sms.voucherServiceUnset')).toContain('下一步');
  });

  test('when a task is nudged, then there is an SMS with the next step', () => {
    for (const action of ReviewNudge.shape.action.options)
      expect(findText('zh', `sms.taskNudged.${action}`)).toContain('下一步');
  });

  // What a workflow's progress query waits for, and the steps that it names (workflows/kit/progress-board.ts).
  test.each(['fill', 'reviewing', 'returned', 'rejected', 'approved', 'done', 'due'])(
    'when a process waits for %s, then there are words for it',
    (waitingFor) => {
      expect(findText('zh', `tracker.${waitingFor}`)).toBeDefined();
      expect(findText('en', `tracker.${waitingFor}`)).toBeDefined();
    },
  );

  test.each([
    ...OnboardingStage.options,
    ...RecordKind.options,
    'hostRegistration',
    ...OfferingStep.options,
    'entryNotice',
  ])('when the step %s is shown, then it has a name', (step) => {
    expect(findText('zh', `stages.${step}`)).toBeDefined();
  });

  test.each(Role.options)('when the role %s is shown, then it has a name', (role) => {
    expect(findText('zh', `roles.${role}`)).toBeDefined();
  });

  test.each([
    ['材料不全', '材料不全。'],
    ['材料不全。', '材料不全。'],
    ['材料不全．', '材料不全。'],
    ['材料呢？', '材料呢？'],
    ['请补齐！', '请补齐！'],
    ['见附件…', '见附件…。'],
  ])('when the reason is %s, then a message has one full stop after it', (comment, quoted) => {
    expect(text('zh', 'sms.serviceDecided.return', { name: '检测', comment })).toBe(
      `服务“检测”被退回修改，意见：${quoted}下一步：进入“个人中心—提供方—服务管理”，修改后重新提交审核。`,
    );
  });

  test.each([
    ['No report', 'No report.'],
    ['No report.', 'No report.'],
    ['Where is the report?', 'Where is the report?'],
    ['Send it!', 'Send it!'],
  ])('when the reason is %s, then an English message has one full stop after it', (comment, quoted) => {
    expect(text('en', 'sms.serviceDecided.return', { name: 'Tests', comment })).toBe(
      `Service “Tests” returned: ${quoted} Next: edit it and submit it again.`,
    );
  });

  test('when our sentence goes on after the reason, then the full stop of the reason gives way', () => {
    const params = { name: '检测', reason: '仪器停机。' };
    expect(text('zh', 'sms.deal.cancelled.byProvider', params)).toContain('原因：仪器停机，冻结');
    expect(text('en', 'sms.deal.cancelled.byProvider', params)).toContain('仪器停机; the voucher');
  });

  test('when a value is missing, then its placeholder stays visible', () => {
    expect(text('zh', 'errors.LoginNameTaken.detail')).toContain('{loginName}');
  });

  test.each([
    [undefined, 'zh'],
    ['en', 'en'],
    ['en-GB,zh;q=0.5', 'en'],
    ['zh-CN,en;q=0.9', 'zh'],
    ['fr', 'zh'],
  ] as const)('when Accept-Language is %s, then the language is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
