import { CHINA_CALENDAR, dayOfDeadline, findText, text, yuanOf, type Language } from '@kequan/contracts';
import type { EntryData, TimelineEntry } from './model';

/** An entry in the reader's language, in business words. */
export function wordsOf({ type, data }: Pick<TimelineEntry, 'type' | 'data'>, language: Language): string {
  return text(language, `timeline.${type}`, paramsOf(data, language));
}

/** Each value of an entry, put into words. */
function paramsOf(data: EntryData, language: Language): Record<string, string> {
  const { noticeNumber, dueAt, textKey, amountFen, approvedFen, ...rest } = data;
  return {
    ...Object.fromEntries(
      Object.entries(rest).map(([name, value]) => [name, inWords(name, value, language)]),
    ),
    number: noticeNumber === undefined ? '' : text(language, 'notice.number', { number: noticeNumber }),
    amount: amountOf(amountFen, approvedFen, language),
    ...(dueAt === undefined ? {} : { due: due(String(dueAt), data['dueCertain'] !== false, language) }),
    ...(textKey === undefined ? {} : { text: subjectOfMessage(String(textKey), language) }),
  };
}

/** The money of an entry: alone, or as what an approval grants. */
function amountOf(amountFen: unknown, approvedFen: unknown, language: Language): string {
  if (amountFen !== undefined) return yuanOf(Number(amountFen));
  if (approvedFen === undefined) return '';
  return text(language, 'granted.amount', { amount: yuanOf(Number(approvedFen)) });
}

/** The texts in which a kind of value has its words. */
const WORDS_OF: Readonly<Record<string, string>> = {
  stage: 'stages',
  outcome: 'outcomes',
  action: 'nudges',
  answer: 'answers',
  result: 'disputeResults',
  waitedFor: 'waits',
  waitingFor: 'waits',
  party: 'parties',
  agreement: 'postponements',
  step: 'desks',
  reasonCode: 'payoutFailures',
  ruling: 'rulings',
};

function inWords(name: string, value: string | number | boolean, language: Language): string {
  const words = WORDS_OF[name];
  return (words && findText(language, `${words}.${value}`)) ?? String(value);
}

function due(dueAt: string, certain: boolean, language: Language): string {
  const day = dayOfDeadline(CHINA_CALENDAR, Date.parse(dueAt));
  return certain ? day : `${day}${text(language, 'calendar.uncertain')}`;
}

/** Approvals whose message has words of its own, for what comes next is another step. */
const APPROVALS: readonly string[] = ['listed', 'chooseInstruments'];

function outcomeOf(result = ''): string {
  return APPROVALS.includes(result) ? 'approve' : result;
}

/**
 * What a message was about. Its event names the text, not what stood in it: so the step and its result are told, and the
 * message itself is read by whom it was for.
 */
function subjectOfMessage(textKey: string, language: Language): string {
  const [, kind = '', ...rest] = textKey.split('.');
  const about = (subject: string, result: string): string =>
    text(language, 'message.about', {
      subject: text(language, `stages.${subject}`),
      result: text(language, result),
    });
  switch (kind) {
    case 'stageDecided':
      return about(rest[0] ?? '', `outcomes.${outcomeOf(rest[1])}`);
    case 'serviceDecided':
      return about('service', `outcomes.${outcomeOf(rest[0])}`);
    case 'recordDecided':
      return about(rest[0] ?? '', `outcomes.${rest[1] ?? ''}`);
    case 'applicationDecided':
      return about('application', `outcomes.${rest[0] ?? ''}`);
    case 'voucherIssued':
    case 'voucherExpiring':
    case 'voucherExpired':
    case 'voucherReturned':
      return text(language, 'stages.voucher');
    case 'deal':
      return text(language, 'stages.deal');
    case 'payout':
      return text(language, 'stages.payout');
    case 'taskNudged':
      return text(language, `nudges.${rest[0] ?? ''}`);
    case 'voucherServiceUnset':
      return text(language, 'stages.voucherService');
    case 'entryNotice':
      return text(language, 'stages.entryNotice');
    default:
      return textKey;
  }
}
