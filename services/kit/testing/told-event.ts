import { newId, type EventData, type EventType, type KeQuanEvent } from '@kequan/contracts';

/** An event of one type. */
export type EventOf<T extends EventType> = Extract<KeQuanEvent, { type: T }>;

/** An event as its service would publish it. */
export function toldEvent<T extends EventType>(
  type: T,
  subject: string,
  data: EventData<T>,
  at = new Date(),
): EventOf<T> {
  return {
    specversion: '1.0',
    id: newId(),
    source: `/kequan/${type.split('.')[1] ?? ''}`,
    type,
    subject,
    time: at.toISOString(),
    datacontenttype: 'application/json',
    data,
  } as EventOf<T>;
}
