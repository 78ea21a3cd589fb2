import type {
  CatalogActivities,
  FilesActivities,
  InstitutionActivities,
  OnboardingInput,
  OnboardingStage,
  SubmissionSummary,
  SubmitStageInput,
} from '@kequan/contracts';
import { reviewWait } from '@kequan/contracts/pure';
import type { Attempts, Taken } from '../kit/attempts';
import { askOf } from '../kit/policies';
import { fineWhen, refusal } from '../kit/refusals';
import type { UniqueHold } from '../kit/unique-hold';

/** A submission that is recorded; the identity of its try is that of the task that will decide on it. */
export interface StageSubmission extends Taken {
  readonly message: SubmitStageInput;
  readonly result: SubmissionSummary;
}

/** The stages whose form names the unit by its code (R16). */
const NAMES_THE_UNIT: readonly OnboardingStage[] = ['registration', 'enrolment'];

/**
 * Takes in a submission: its attachments are bound, its services are listed ones (R08, R09), its unit code is taken, and
 * it is recorded as under review. A submission that fails leaves nothing behind.
 * @throws a broken rule; nothing was recorded then
 */
export async function takeIn(
  onboarding: OnboardingInput,
  home: InstitutionActivities,
  unitCode: UniqueHold,
  attempts: Attempts,
  message: SubmitStageInput,
): Promise<StageSubmission> {
  const record = () => recorded(home, attempts, onboarding, message);
  await check(onboarding, message);
  if (!NAMES_THE_UNIT.includes(message.stage)) return record();
  if (message.unitCode === undefined) throw refusal('FormIncomplete', { count: 1 });
  return unitCode.holdWhile(message.unitCode, record);
}

/** Asks the other services, all at once. */
async function check({ instance, institutionId }: OnboardingInput, message: SubmitStageInput): Promise<void> {
  const { attachmentIds, submittedBy } = message;
  const checks: Promise<void>[] = [];
  if (attachmentIds.length > 0) {
    const files = askOf<FilesActivities>(instance, 'files');
    checks.push(
      files.attach({ fileIds: attachmentIds, ownerAccountId: submittedBy, subjectId: institutionId }),
    );
  }
  if (message.stage === 'qualification')
    checks.push(requireVoucherServices({ instance, institutionId }, message));
  await Promise.all(checks);
}

/**
 * Lets a qualification go on only with services that can become voucher services now: asked when it is submitted, and again before
 * it is approved, for after that nothing may refuse them (M19). @throws `ListedServiceRequired`, `ServiceNotListed`, `ServiceNotPayable`
 */
export function requireVoucherServices(
  { instance, institutionId }: Pick<OnboardingInput, 'instance' | 'institutionId'>,
  { serviceIds }: Pick<SubmitStageInput, 'serviceIds'>,
): Promise<void> {
  const catalog = askOf<CatalogActivities>(instance, 'catalog');
  return catalog.requireListedServices({ institutionId, serviceIds });
}

async function recorded(
  home: InstitutionActivities,
  attempts: Attempts,
  { institutionId, stages }: OnboardingInput,
  message: SubmitStageInput,
): Promise<StageSubmission> {
  const { stage, version, submittedBy, key } = message;
  const reviewed = stages.find((one) => one.stage === stage && !one.automaticPass);
  const clock = reviewed && reviewWait(reviewed.clock);
  const submission = await attempts.attempt(
    'submission',
    () =>
      home.recordStageSubmission({
        institutionId,
        stage,
        version,
        submittedBy,
        key,
        ...(clock && { clock }),
      }),
    ({ id: taskId, undo }) =>
      home
        .recordStageWithdrawal({ institutionId, stage, taskId, withdrawnBy: submittedBy, key: undo })
        .catch(fineWhen('NotUnderReview')),
  );
  return { ...submission, message };
}
