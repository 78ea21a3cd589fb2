import { failure, Id, pageOf, TimelineEntryView, TimelineQuery } from '@kequan/contracts';
import { allow, mayRead, route, type Route } from '@kequan/kit';
import { z } from 'zod';
import { eventIdOf } from './rules';
import type { Timelines } from './timelines';
import { wordsOf } from './words';

/** The routes of insight. A timeline is read by the institution's owner, the primary account that allocated him, and the staff of its programme. */
export function insightRoutes(timelines: Timelines): Route[] {
  return [
    route('GET /v1/timelines/:institutionId', allow.signedIn, {
      summary: 'What happened to an institution, oldest first, in business words',
      params: z.strictObject({ institutionId: Id }),
      query: TimelineQuery,
      answer: pageOf(TimelineEntryView),
      handle: async ({ params, query, caller, language }) => {
        const subject = await timelines.subject(params.institutionId);
        if (!subject || !mayRead(caller, subject)) throw failure('NotFound');
        return timelines.page(subject, query, (entry) => ({
          eventId: eventIdOf(entry),
          at: entry.at.toISOString(),
          type: entry.type,
          words: wordsOf(entry, language),
        }));
      },
    }),
  ];
}
