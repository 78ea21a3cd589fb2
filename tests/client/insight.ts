import { pageOf, TimelineEntryView } from '@kequan/contracts';
import type { Http } from './http';

/** The timeline of an institution's process. */
export function insightClient(http: Http, token: string) {
  return {
    /** The whole timeline, oldest first, page by page. */
    async timeline(institutionId: string): Promise<TimelineEntryView[]> {
      const entries: TimelineEntryView[] = [];
      for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
        const next = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page = await http.send({
          line: `GET /v1/timelines/${institutionId}?limit=50${next}`,
          token,
          answer: pageOf(TimelineEntryView),
        });
        entries.push(...page.items);
        cursor = page.nextCursor;
      }
      return entries;
    },
  };
}
