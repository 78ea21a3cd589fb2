import { programmeOf, text, yuanOf, type KeQuanEvent, type Language } from '@kequan/contracts';
import { dayOf, shortComment, type PlannedMessage } from './message-words';

/** An event of settlement: about one payout, or about a whole batch. */
export type PayoutEvent = Extract<KeQuanEvent, { type: `kequan.settlement.${string}` }>;

/** Whether an event is settlement's. */
export function isPayoutEvent(event: KeQuanEvent): event is PayoutEvent {
  return event.type.startsWith('kequan.settlement.');
}

/**
 * The messages that a payout asks for: the payee hears of the notice, of objections, and of the money's end with what to do
 * next; who objected hears of the ruling; finance hears of a batch that waits for it.
 * @param language in which what a message names is put
 */
export function payoutMessages(event: PayoutEvent, language: Language): PlannedMessage[] {
  switch (event.type) {
    case 'kequan.settlement.notice-published.v1':
      return [toPayee(event.data, 'noticed', { due: dayOf(event.data.until) })];
    case 'kequan.settlement.payout-objected.v1':
      return [toPayee(event.data, 'objected', { office: officeOf(event.data, language) })];
    case 'kequan.settlement.objection-decided.v1': {
      const { outcome, objectedBy, programmeId, comments, title } = event.data;
      const params = { comment: shortComment(comments, language), office: officeOf(event.data, language) };
      const key = `objectionDecided.${outcome === 'approve' ? 'upheld' : 'dismissed'}`;
      const objector: PlannedMessage = {
        recipient: { accountId: objectedBy },
        programmeId,
        textKey: `sms.payout.${key}.objector`,
        params: { name: title, ...params },
      };
      const payee = toPayee(event.data, `${key}.payee`, params);
      return objectedBy === event.data.applicantAccountId ? [payee] : [payee, objector];
    }
    case 'kequan.settlement.payout-paid.v1':
      return [toPayee(event.data, 'paid', {})];
    case 'kequan.settlement.payout-failed.v1': {
      // An upheld objection was told with the ruling.
      if (event.data.cause === 'objected') return [];
      const reason = text(language, `payoutFailures.${event.data.reasonCode}`);
      return [toPayee(event.data, 'returned', { reason })];
    }
    case 'kequan.settlement.release-awaited.v1': {
      const { programmeId, period, lineCount, amountFen } = event.data;
      const params = { period, count: String(lineCount), amount: yuanOf(amountFen) };
      return [{ recipient: { role: 'finance' }, programmeId, textKey: 'sms.payout.releaseAwaited', params }];
    }
    case 'kequan.settlement.payout-ordered.v1':
    case 'kequan.settlement.payout-sent.v1':
    case 'kequan.settlement.batch-released.v1':
      return [];
  }
}

interface OfPayee {
  programmeId: string;
  institutionId: string;
  applicantAccountId: string;
  title: string;
  amountFen: number;
}

function toPayee(data: OfPayee, key: string, params: Record<string, string>): PlannedMessage {
  const { programmeId, institutionId, applicantAccountId, title, amountFen } = data;
  return {
    recipient: { accountId: applicantAccountId },
    programmeId,
    institutionId,
    textKey: `sms.payout.${key}`,
    params: { name: title, amount: yuanOf(amountFen), ...params },
  };
}

function officeOf({ programmeId }: { programmeId: string }, language: Language): string {
  return programmeOf(programmeId).office[language];
}
