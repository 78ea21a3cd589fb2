import type { EnrolmentInput, EnrolmentResult } from '@kequan/contracts';
import { toItsEnd } from '../kit/process-ends';
import { TrackPassage } from './track-passage';

/**
 * A voucher user's way to be admitted (SN 3, 5.1): its information is submitted and reviewed, or passes by itself where
 * the programme says so. What was approved and is taken back (R04) passes again as a new run of the same id.
 */
export async function enterpriseEnrolment(input: EnrolmentInput): Promise<EnrolmentResult> {
  const passage = new TrackPassage(input);
  return toItsEnd(passage.attempts, async () => {
    const { ended } = await passage.run();
    return { ended: ended === 'passed' ? 'admitted' : 'closed' };
  });
}
