import { z } from 'zod';
import { Id } from '../ids';
import { Instant, PageQuery } from './common';

/** One line of a timeline, in business words. */
export const TimelineEntryView = z.object({
  eventId: Id,
  at: Instant,
  type: z.string(),
  words: z.string(),
});
export type TimelineEntryView = z.infer<typeof TimelineEntryView>;
export const TimelineQuery = PageQuery;
