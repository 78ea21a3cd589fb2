import { isDeepStrictEqual } from 'node:util';
import type { KeQuanEvent, MessageView } from '@kequan/contracts';
import type { ReceivedSms } from '../watch/sms-inbox';
import type { ExpectedEvent, ExpectedSms } from './script';

/** What differs from the journey's expectation. */
export interface Difference {
  kind: 'missing' | 'doubled' | 'unexpected' | 'state';
  what: string;
}

/** Whether an event is the expected one. */
function isExpected(event: KeQuanEvent, expected: ExpectedEvent): boolean {
  const data = event.data as Record<string, unknown>;
  return (
    event.type === expected.type &&
    Object.entries(expected.where).every(([field, value]) => data[field] === value)
  );
}

/** An expectation or an event in one line. */
export function nameOf(type: string, where: Record<string, unknown>): string {
  const details = ['stage', 'outcome', 'revision', 'step', 'answer', 'waitedFor', 'amountFen', 'textKey']
    .filter((field) => where[field] !== undefined)
    .map((field) => String(where[field]));
  return [type, ...details].join(' ');
}

/** Compares the events (each id once) with what must have happened: each fact exactly once. */
export function eventDifferences(
  expected: readonly ExpectedEvent[],
  events: readonly KeQuanEvent[],
): Difference[] {
  return compare(
    expected,
    events,
    isExpected,
    ({ type, where }) => nameOf(type, where),
    ({ type, data }) => nameOf(type, data),
  );
}

/** Compares the short messages with the expected ones: each exactly once, to the phone of its actor. */
export function smsDifferences(
  expected: readonly ExpectedSms[],
  received: readonly ReceivedSms[],
  phoneOf: (actor: string) => string,
): Difference[] {
  return compare(
    expected,
    received,
    (sms, { to, phrases }) => sms.to === phoneOf(to) && phrases.every((phrase) => sms.text.includes(phrase)),
    ({ phrases }) => `SMS ${phrases.join(' … ')}`,
    ({ text }) => `SMS ${text}`,
  );
}

/** Compares the messages that the portal shows with what the SMS provider has: the same texts, all told as sent. */
export function messageDifferences(
  messages: readonly MessageView[],
  received: readonly ReceivedSms[],
): Difference[] {
  const unsent = messages.filter(({ status }) => status !== 'sent');
  const shown = messages.map(({ text }) => text).sort();
  const sent = received.map(({ text }) => text).sort();
  return [
    ...unsent.map(({ text }): Difference => ({ kind: 'state', what: `not told as sent: ${text}` })),
    ...(isDeepStrictEqual(shown, sent)
      ? []
      : [{ kind: 'state' as const, what: `messages ${shown.join(' | ')} and SMS ${sent.join(' | ')}` }]),
  ];
}

/** Each expectation takes one finding; what is left over on either side differs. */
function compare<E, F>(
  expected: readonly E[],
  found: readonly F[],
  fits: (found: F, expected: E) => boolean,
  nameExpected: (expected: E) => string,
  nameFound: (found: F) => string,
): Difference[] {
  const left = [...found];
  const missing: Difference[] = [];
  for (const one of expected) {
    const index = left.findIndex((candidate) => fits(candidate, one));
    if (index < 0) missing.push({ kind: 'missing', what: nameExpected(one) });
    else left.splice(index, 1);
  }
  const surplus = left.map((one): Difference => ({
    kind: expected.some((candidate) => fits(one, candidate)) ? 'doubled' : 'unexpected',
    what: nameFound(one),
  }));
  return [...missing, ...surplus];
}
