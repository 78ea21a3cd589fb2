import {
  Failure,
  progress as progressNow,
  type Language,
  type Progress,
  type TrackerView,
} from '@kequan/contracts';
import type { KeptCalendar, Logger, Processes } from '@kequan/kit';
import type { Institution } from './model';
import type { Offers } from './offers';
import { processOf } from './process-of';
import { trackerOf } from './tracker';

/** The tracker of an institution: its facts, and what its process says. A process that cannot be asked hides nothing. */
export async function askTracker(
  { offers, processes, calendar }: { offers: Offers; processes: Processes; calendar: KeptCalendar },
  institution: Institution,
  language: Language,
  log: Logger,
): Promise<TrackerView> {
  const [made, known, progress] = await Promise.all([
    offers.madeBy(institution._id),
    calendar.current(),
    isUnderReview(institution) ? askProcess() : undefined,
  ]);
  return trackerOf({ institution, made, progress, calendar: known, language });

  async function askProcess(): Promise<Progress | undefined> {
    try {
      return await processes.query(processOf(institution).workflowId, progressNow);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      log.warn({ err: error, institutionId: institution._id }, 'process could not be asked; facts only');
      return undefined;
    }
  }
}

/** Only a review has a clock of the process; everything else stands in the facts. */
function isUnderReview({ stages }: Institution): boolean {
  return Object.values(stages).some(({ status }) => status === 'underReview');
}
