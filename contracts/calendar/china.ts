import type { WorkingCalendar } from './calendar';
import china from './china.json';

/**
 * The working days of mainland China as they were known when this version was built: the seed of an installation's
 * calendar, which its administrator replaces (decision 0021).
 */
export const CHINA_CALENDAR: WorkingCalendar = china;
