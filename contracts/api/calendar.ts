import { z } from 'zod';

/** An open process whose deadline another calendar would move. Days are YYYY-MM-DD. */
export const MovedDeadline = z.object({
  workflowId: z.string(),
  programmeId: z.string(),
  step: z.string(),
  from: z.string(),
  to: z.string(),
  sooner: z.boolean(),
});
export type MovedDeadline = z.infer<typeof MovedDeadline>;

/** What a calendar would change, before anybody is told. */
export const CalendarPreview = z.object({
  /** The first day of which it does not say what the calendar says now; missing when it changes nothing. */
  firstChangedDay: z.string().optional(),
  /** How many deadlines of open processes would move. */
  movedCount: z.int(),
  /** The first hundred of them, by when they would be due. */
  moved: z.array(MovedDeadline),
});
export type CalendarPreview = z.infer<typeof CalendarPreview>;
