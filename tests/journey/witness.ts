import type { KeQuanEvent } from '@kequan/contracts';
import type { EventWatch, SeenEvent } from '../watch/event-watch';
import { smsTo, type ReceivedSms } from '../watch/sms-inbox';
import { applicantsOf, ownOf, type Run } from './run';

/** What can be seen of a run from outside: events on Kafka and short messages. */
export interface Witness {
  events(run: Run): KeQuanEvent[];
  sms(run: Run): Promise<ReceivedSms[]>;
  deadLetters(run: Run): string[];
  /** How long nothing new of the run has come, in milliseconds. */
  quietMs(run: Run): number;
}

/** Watches the installation's topics and the SMS provider. */
export function createWitness(watch: EventWatch, smsUrl: string): Witness {
  const seenOf = (run: Run): SeenEvent[] => watch.events().filter(({ event }) => isAbout(event.data, run));
  return {
    events: (run) => seenOf(run).map(({ event }) => event),
    async sms(run) {
      const phones = applicantsOf(run.journey).map(({ key }) => ownOf(run, key, 'phone'));
      return (await Promise.all(phones.map((phone) => smsTo(smsUrl, phone)))).flat();
    },
    deadLetters: (run) => watch.deadLetters().filter((text) => idsOf(run).some((id) => text.includes(id))),
    quietMs: (run) => Date.now() - Math.max(0, ...seenOf(run).map(({ seenAtMs }) => seenAtMs)),
  };
}

/** Whether an event belongs to an institution or an account of this run. */
function isAbout(data: object, run: Run): boolean {
  const fields = data as Record<string, unknown>;
  const ids = idsOf(run);
  return ['institutionId', 'applicantAccountId', 'accountId', 'recipientAccountId'].some((field) =>
    ids.includes(String(fields[field])),
  );
}

function idsOf(run: Run): string[] {
  return applicantsOf(run.journey).flatMap(({ key }) =>
    ['institutionId', 'accountId'].flatMap((name) => run.values.get(`${key}.${name}`) ?? []),
  );
}
