import china from './china.json';
import type { WorkingCalendar } from './working-days';

export * from './working-days';

/** The working days of mainland China, as the State Council announces them. */
export const CHINA_CALENDAR: WorkingCalendar = china;
