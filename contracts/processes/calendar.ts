/**
 * The Signal by which a home tells its open processes that its calendar was replaced: whoever waits asks `reckon` anew. It
 * has no input; one that is heard twice, or late, only has the process ask again.
 */
export const FOLLOW_CALENDAR = 'followCalendar';
