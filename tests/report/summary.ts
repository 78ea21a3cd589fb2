import { nameOf } from '../journey/differences';
import type { Played } from '../journey/player';
import { applicantsOf, ownOf } from '../journey/run';
import { headline, localTime, paint } from './paint';
import { processesOf } from './processes';
import { say } from './words';

/** Where a person may look for himself. */
export interface Places {
  gatewayUrl: string;
  smsUrl: string;
  temporalUiUrl: string | undefined;
}

/** What was seen of a journey: timeline, short messages, events, public lists, and where to look. */
export function summaryOf({ run, timeline, sms, events }: Played, places: Places): string[] {
  const phones = applicantsOf(run.journey).map(({ key }) => ownOf(run, key, 'phone'));
  const notice = run.values.get('noticeNumber');
  return [
    headline(say('timeline', { count: timeline.length })),
    ...timeline.map(({ at, words }) => `${paint.dim(localTime(at))}  ${words}`),
    headline(say('messages', { count: sms.length, phone: phones.join('、') })),
    ...sms.map(({ acceptedAt, text }) => `${paint.dim(localTime(acceptedAt))}  ${text}`),
    headline(say('events', { count: events.length })),
    ...events.map(
      ({ time, type, data, id }) =>
        `${paint.dim(localTime(time))}  ${nameOf(type, { ...data })}  ${paint.dim(id)}`,
    ),
    headline(say('public')),
    ...(notice === undefined
      ? []
      : [`${say('notice')}：${notice}  ${paint.dim(`${places.gatewayUrl}/v1/entry-notices`)}`]),
    `${say('mall')}：${paint.dim(`${places.gatewayUrl}/v1/mall/services`)}`,
    `${say('smsPage')}：${places.smsUrl}`,
    `${say('docs')}：${places.gatewayUrl}/docs`,
    ...processesOf(events).map((id) => workflowLine(id, places.temporalUiUrl)),
  ];
}

function workflowLine(id: string, temporalUiUrl: string | undefined): string {
  return temporalUiUrl === undefined
    ? say('workflowNoUi', { id })
    : `${say('workflow')}：${temporalUiUrl}/namespaces/default/workflows/${encodeURIComponent(id)}`;
}
