import { submitStage, type OnboardingInput, type OnboardingStage } from '@kequan/contracts';
import { submitThroughProcess, withdrawByOwner, type Processes, type ProcessToStart } from '@kequan/kit';
import type { BankAccounts } from './bank-account';
import type { Institution, Institutions } from './model';
import { processOf } from './process-of';
import {
  applicationOf,
  completeStage,
  mayBeReopened,
  requireSubmittable,
  stagesOfInstitution,
} from './rules';
import { withdrawApproval } from './stage-commands';

export interface SubmissionParts {
  institutions: Institutions;
  bankAccounts: BankAccounts;
  processes: Processes;
  /** The installation's prefix of task queues. */
  instance: string;
}

/**
 * Submits a stage to its process. Repeated with the same key it answers the same.
 * @param callKey the call's idempotency key
 * @throws `StageUnknown`, `StageNotOpen`, `FormIncomplete`, and what the process refuses
 */
export function submitToProcess(
  { institutions, bankAccounts, processes, instance }: SubmissionParts,
  institution: Institution,
  stage: OnboardingStage,
  callKey: string,
): Promise<Institution> {
  const key = `submit:${stage}:${callKey}`;
  return submitThroughProcess({ store: institutions, processes, doc: institution, key }, submitStage, () => {
    const { draft } = requireSubmittable(institution, stage);
    const { attachmentIds, serviceIds, unitCode } = completeStage(
      institution,
      stage,
      bankAccounts.open(draft),
    );
    const input = {
      key,
      stage,
      version: institution.version,
      submittedBy: institution.ownerAccountId,
      attachmentIds,
      serviceIds,
      ...(unitCode !== undefined && { unitCode }),
    };
    return { process: processToStart(institution, stage, instance), input };
  });
}

/**
 * Takes a stage back to be edited; one that was approved only where the programme lets it be reopened (R04).
 * @throws `StageUnknown`, `NotUnderReview`, `WithdrawalNeedsConfirmation`
 */
export function withdraw(
  { institutions, processes }: SubmissionParts,
  institution: Institution,
  stage: OnboardingStage,
  { callKey, confirmed }: { callKey: string; confirmed: boolean },
): Promise<Institution> {
  const { _id: institutionId, ownerAccountId: withdrawnBy } = institution;
  const application = applicationOf(institution, stage);
  const key = `withdraw:${stage}:${callKey}`;
  return withdrawByOwner(
    { store: institutions, processes, doc: institution, key },
    {
      workflowId: processOf(institution).workflowId,
      application,
      withdrawnBy,
      confirmed,
      ...(mayBeReopened(institution, stage) && {
        withdrawApproval: () => withdrawApproval(institutions, { institutionId, stage, key, withdrawnBy }),
      }),
    },
  );
}

/** The process of an institution; when none runs it begins with this stage. */
function processToStart(institution: Institution, stage: OnboardingStage, instance: string): ProcessToStart {
  const { _id: institutionId, programmeId, track } = institution;
  const stages = stagesOfInstitution(institution);
  const stageIndex = stages.findIndex((one) => one.stage === stage);
  const input: OnboardingInput = { institutionId, programmeId, track, stages, instance, stageIndex };
  return {
    ...processOf(institution),
    home: 'institution',
    summary: `${programmeId} ${track} ${institutionId}`,
    input,
  };
}
