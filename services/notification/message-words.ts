import {
  beforeMark,
  CHINA_CALENDAR,
  dayOfDeadline,
  text,
  yuanOf,
  type Deduction,
  type Language,
  type ReviewComment,
  type Role,
} from '@kequan/contracts';

/** Whom a message goes to: one account, or everybody of a role in the programme. */
type Recipient = { accountId: string } | { role: Role };

/** A message that an event asks for. */
export interface PlannedMessage {
  recipient: Recipient;
  programmeId: string;
  /** The institution that the message is about, when it is about one. */
  institutionId?: string;
  textKey: string;
  params: Record<string, string>;
  /** What several events ask for alike: each account gets it once. Missing: each event asks for its own. */
  once?: string;
}

/** A message's comment may have this many characters at most; the rest is read on the platform. */
const MOST_COMMENT_CHARS = 80;

/** The words of a message. */
export function messageText(language: Language, { textKey, params }: PlannedMessage): string {
  return text(language, textKey, params);
}

/** The first comments, joined and cut to what a short message can carry. */
export function shortComment(comments: readonly ReviewComment[], language: Language): string {
  const mark = language === 'zh' ? '；' : '; ';
  const joined = comments
    .map((comment) => comment.text.replace(/\s+/g, ' '))
    .reduce((before, next) => (before === '' ? next : `${beforeMark(before, mark)}${next}`), '');
  if (joined === '') return text(language, 'comment.missing');
  const characters = Array.from(joined);
  return characters.length <= MOST_COMMENT_CHARS
    ? joined
    : `${characters.slice(0, MOST_COMMENT_CHARS - 1).join('')}…`;
}

/** The last day until whose end something holds. */
export function dayOf(instant: string): string {
  return dayOfDeadline(CHINA_CALENDAR, Date.parse(instant));
}

/** Each deduction with its coded reason (F23). */
export function deductionWords(deductions: readonly Deduction[], language: Language): string {
  return deductions
    .map(({ reason, amountFen }) => text(language, `deductions.${reason}`, { amount: yuanOf(amountFen) }))
    .join(text(language, 'deductions.separator'));
}
