import {
  event,
  type OnboardingStage,
  type RecordStageOutcome,
  type RecordStageSubmission,
  type RecordStageWithdrawal,
  type SubmissionSummary,
} from '@kequan/contracts';
import {
  moveApplication,
  withApprovalWithdrawn,
  withDecision,
  withSubmission,
  withWithdrawal,
  type ApplicationPlace,
} from '@kequan/kit';
import type { BankAccounts } from './bank-account';
import { ofStage } from './events';
import type { Institution, Institutions } from './model';
import { applicationOf, completeStage, requireSubmittable, unitCodeValue } from './rules';

/** Where a stage's application stands in its institution. */
export function placeOf(stage: OnboardingStage): ApplicationPlace<Institution> {
  return { path: `stages.${stage}`, of: (institution) => applicationOf(institution, stage) };
}

/** Records a submission with its snapshot. @throws `Conflict` (edited meanwhile), `StageNotOpen`, `FormIncomplete` */
export async function submitStage(
  { institutions, bankAccounts }: { institutions: Institutions; bankAccounts: BankAccounts },
  { institutionId, stage, key, version, submittedBy }: RecordStageSubmission,
): Promise<SubmissionSummary> {
  const doc = await moveApplication(institutions, {
    id: institutionId,
    key,
    place: placeOf(stage),
    version,
    move: (found) => {
      const before = requireSubmittable(found, stage);
      const {
        form,
        name = found.name,
        unitCode,
      } = completeStage(found, stage, bankAccounts.open(before.draft));
      const after = withSubmission(before, bankAccounts.close(form), new Date());
      const { revision } = after;
      return {
        after,
        set: { name, ...(unitCode !== undefined && { unitCode: unitCodeValue(found.track, unitCode) }) },
        events: [
          event('kequan.institution.stage-submitted.v1', {
            ...ofStage(found, stage, name),
            revision,
            submittedBy,
          }),
        ],
      };
    },
  });
  const { revision } = applicationOf(doc, stage);
  return { title: doc.name, revision, applicantAccountId: doc.ownerAccountId };
}

/** Records what was decided. @throws `NotUnderReview` */
export async function decideStage(
  institutions: Institutions,
  { institutionId, stage, key, taskId, outcome, comments, decidedBy }: RecordStageOutcome,
): Promise<void> {
  await moveApplication(institutions, {
    id: institutionId,
    key,
    place: placeOf(stage),
    move: (found) => {
      const after = withDecision(applicationOf(found, stage), { outcome, comments }, new Date());
      const { revision } = after;
      const decision = { taskId, outcome, comments, decidedBy, revision, decisionKey: key };
      return {
        after,
        ...(outcome === 'approve' && { set: { approvedUnitCodes: approvedUnitCodesOf(found) } }),
        events: [event('kequan.institution.stage-decided.v1', { ...ofStage(found, stage), ...decision })],
      };
    },
  });
}

/** Takes a submission back to be edited. @throws `NotUnderReview` */
export async function withdrawStage(
  institutions: Institutions,
  { institutionId, stage, key, taskId, withdrawnBy }: RecordStageWithdrawal,
): Promise<void> {
  await moveApplication(institutions, {
    id: institutionId,
    key,
    place: placeOf(stage),
    move: (found) => ({
      after: withWithdrawal(applicationOf(found, stage)),
      events: [
        event('kequan.institution.stage-withdrawn.v1', { ...ofStage(found, stage), taskId, withdrawnBy }),
      ],
    }),
  });
}

/** Takes back what was approved, to edit it: it counts no longer until it passes again (R04). @throws `NotUnderReview` */
export function withdrawApproval(
  institutions: Institutions,
  { institutionId, stage, key, withdrawnBy }: Omit<RecordStageWithdrawal, 'taskId'>,
): Promise<Institution> {
  return moveApplication(institutions, {
    id: institutionId,
    key,
    place: placeOf(stage),
    move: (found) => {
      const after = withApprovalWithdrawn(applicationOf(found, stage));
      const { revision } = after;
      return {
        after,
        events: [
          event('kequan.institution.approval-withdrawn.v1', {
            ...ofStage(found, stage),
            revision,
            withdrawnBy,
          }),
        ],
      };
    },
  });
}

function approvedUnitCodesOf({ approvedUnitCodes = [], unitCode }: Institution): string[] {
  return [...new Set([...approvedUnitCodes, ...(unitCode === undefined ? [] : [unitCode])])];
}
