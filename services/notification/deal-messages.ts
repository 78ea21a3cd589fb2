import {
  DECIDED_BY_RULES,
  programmeOf,
  text,
  yuanOf,
  type DealParty,
  type KeQuanEvent,
  type Language,
  type ReviewComment,
} from '@kequan/contracts';
import { dayOf, deductionWords, shortComment, type PlannedMessage } from './message-words';

/** An event about a deal between two parties. */
export type DealEvent = Extract<KeQuanEvent, { data: { dealId: string; providerAccountId: string } }>;

/** Whether an event is about a deal. */
export function isDealEvent(event: KeQuanEvent): event is DealEvent {
  return 'dealId' in event.data && 'providerAccountId' in event.data;
}

/**
 * The messages that a step of a deal asks for: the other party is told with the next step, both when neither did it.
 * Money that is paid or comes back is settlement's to tell.
 * @param language in which what a message names is put
 */
export function dealMessages(event: DealEvent, language: Language): PlannedMessage[] {
  const to = (party: DealParty, key: string, params: Record<string, string> = {}): PlannedMessage =>
    messageTo(event, party, key, params);
  const said = (words: string | undefined): string => inShort(words, language);
  switch (event.type) {
    case 'kequan.trade.deal-reserved.v1':
      return [to('provider', 'reserved', { unit: event.data.unitName })];
    case 'kequan.trade.deal-answered.v1': {
      const { answer, message, quoteFen } = event.data;
      return [
        to('user', `answered.${answer}`, {
          quote: quoteFen === undefined ? '' : text(language, 'quoted.amount', { amount: yuanOf(quoteFen) }),
          message: message === undefined ? '' : text(language, 'quoted.message', { message: said(message) }),
        }),
      ];
    }
    case 'kequan.trade.order-placed.v1': {
      const { unitName, direct, changed, totalFen } = event.data;
      const how = direct ? 'direct' : changed.length === 0 ? 'agreed' : 'changed';
      return [to('provider', `placed.${how}`, { unit: unitName, amount: yuanOf(totalFen) })];
    }
    case 'kequan.trade.order-taken.v1':
      return [to('user', 'taken')];
    case 'kequan.trade.completion-postponed.v1': {
      const { party, completionOn, agreed } = event.data;
      const other = party === 'user' ? 'provider' : 'user';
      return [to(other, `postponed.${agreed ? 'agreed' : 'proposed'}`, { day: completionOn })];
    }
    case 'kequan.trade.order-refused.v1':
      return [to('user', 'refused', { reason: said(event.data.reason) })];
    case 'kequan.trade.service-completed.v1':
      return [to('user', 'completed')];
    case 'kequan.trade.service-confirmed.v1':
      return event.data.confirmedBy === DECIDED_BY_RULES
        ? [to('user', 'confirmed.bySilence.user'), to('provider', 'confirmed.bySilence.provider')]
        : [to('provider', 'confirmed.byUser')];
    case 'kequan.trade.service-disputed.v1':
      return [
        to('provider', 'disputed', { reason: said(event.data.reason), office: officeOf(event, language) }),
      ];
    case 'kequan.trade.dispute-decided.v1': {
      const params = decided(event.data, event, language);
      const key = `disputeDecided.${event.data.outcome}`;
      return [to('user', `${key}.user`, params), to('provider', `${key}.provider`, params)];
    }
    case 'kequan.trade.claim-decided.v1': {
      const { step, outcome, approvedFen, deductions = [] } = event.data;
      const key = outcome === 'approve' && deductions.length > 0 ? 'approvePartly' : outcome;
      return [
        to('user', `claimDecided.${step}.${key}`, {
          ...decided(event.data, event, language),
          amount: yuanOf(approvedFen ?? 0),
          deductions: deductionWords(deductions, language),
        }),
      ];
    }
    case 'kequan.trade.deal-cancelled.v1': {
      const { party, reason, cancelledBy } = event.data;
      if (cancelledBy === DECIDED_BY_RULES) {
        const office = officeOf(event, language);
        return [
          to('user', 'cancelled.byOffice', { office }),
          to('provider', 'cancelled.byOffice', { office }),
        ];
      }
      return party === 'user'
        ? [to('provider', 'cancelled.byUser', { reason: said(reason) })]
        : [to('user', 'cancelled.byProvider', { reason: said(reason) })];
    }
    case 'kequan.trade.deal-lapsed.v1': {
      const params = { waited: text(language, `waits.${event.data.waitedFor}`) };
      return [to('user', 'lapsed.user', params), to('provider', 'lapsed.provider', params)];
    }
    case 'kequan.trade.deal-reminded.v1': {
      const { party, waitingFor, dueAt } = event.data;
      return [to(party, `reminded.${waitingFor}`, { due: dayOf(dueAt) })];
    }
    case 'kequan.trade.service-evaluated.v1':
    case 'kequan.trade.claim-submitted.v1':
    case 'kequan.trade.claim-withdrawn.v1':
    case 'kequan.trade.deal-reopened.v1':
    case 'kequan.trade.deal-paid.v1':
      return [];
  }
}

/** A message to a party stands in the timeline of its own institution. */
function messageTo(
  { data }: DealEvent,
  party: DealParty,
  key: string,
  params: Record<string, string>,
): PlannedMessage {
  const { programmeId, institutionId, applicantAccountId, providerInstitutionId, providerAccountId, title } =
    data;
  const isUser = party === 'user';
  return {
    recipient: { accountId: isUser ? applicantAccountId : providerAccountId },
    programmeId,
    institutionId: isUser ? institutionId : providerInstitutionId,
    textKey: `sms.deal.${key}`,
    params: { name: title, ...params },
  };
}

function decided(
  { comments }: { comments: readonly ReviewComment[] },
  event: DealEvent,
  language: Language,
): Record<string, string> {
  return { comment: shortComment(comments, language), office: officeOf(event, language) };
}

function officeOf({ data }: DealEvent, language: Language): string {
  return programmeOf(data.programmeId).office[language];
}

function inShort(words: string | undefined, language: Language): string {
  return shortComment(words === undefined ? [] : [{ text: words }], language);
}
