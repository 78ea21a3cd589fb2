import { CancellationScope, workflowInfo } from '@temporalio/workflow';
import type {
  CatalogActivities,
  InstitutionActivities,
  OnboardingInput,
  OnboardingResult,
} from '@kequan/contracts';
import { keyOf } from '../kit/keys';
import { homeSteps, stepsOf } from '../kit/policies';
import { toItsEnd } from '../kit/process-ends';
import type { ProgressBoard } from '../kit/progress-board';
import type { StageSubmission } from './stage-submission';
import { TrackPassage } from './track-passage';

/**
 * A provider's way to be listed (requirements 2.1, 2.2, 2.4): each stage of its track is submitted and reviewed; after
 * the last one its services become voucher services and the entry notice (入库通知) is published.
 */
export async function institutionOnboarding(input: OnboardingInput): Promise<OnboardingResult> {
  const passage = new TrackPassage(input);
  return toItsEnd(passage.attempts, async () => {
    const end = await passage.run();
    return end.ended === 'closed' ? end : enter(input, passage.board, end.last);
  });
}

/** Approved for good: also a cancelled process makes its institution a voucher institution (JS step 4). */
function enter(
  { instance, institutionId }: OnboardingInput,
  board: ProgressBoard,
  approved: StageSubmission | undefined,
): Promise<OnboardingResult> {
  const home = homeSteps<InstitutionActivities>();
  const serviceIds = approved?.message.serviceIds ?? [];
  const entry = approved?.keys.id ?? workflowInfo().runId;
  return CancellationScope.nonCancellable(async () => {
    if (serviceIds.length > 0) {
      const catalog = stepsOf<CatalogActivities>(instance, 'catalog');
      await catalog.setVoucherServices({ institutionId, serviceIds, key: keyOf(entry, 'voucher-services') });
    }
    const notice = await home.publishEntryNotice({ institutionId, key: keyOf(entry, 'entry-notice') });
    board.showEnd({ step: 'entryNotice', holder: 'nobody', waitingFor: 'done' });
    return { ended: 'qualified', ...notice };
  });
}
