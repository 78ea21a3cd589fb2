import {
  event,
  ServiceForm,
  type RecordServiceOutcome,
  type RecordServiceSubmission,
  type RecordServiceWithdrawal,
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
import { ofService } from './events';
import type { OfferedService, OfferedServices } from './model';
import { requireInstrument, type InstrumentSources } from './instrument-sources';
import { requireSubmittable, titleOf, trackOfService } from './rules';

/** Where the application stands in a service. */
export const APPLICATION: ApplicationPlace<OfferedService> = {
  path: 'application',
  of: ({ application }) => application,
};

/** What the commands of a submission work on. */
interface SubmissionStores {
  services: OfferedServices;
  instruments: InstrumentSources;
}

/**
 * Records a submission with its snapshot.
 * @throws `Conflict` (edited meanwhile), `StageNotOpen`, `FormIncomplete`, `InstrumentNotUsable`
 */
export async function submitService(
  { services, instruments }: SubmissionStores,
  { id, key, version, submittedBy }: RecordServiceSubmission,
): Promise<SubmissionSummary> {
  const before = await services.get(id);
  if (!before.applied.includes(key)) await requireInstrument(instruments, before, requireSubmittable(before));
  const doc = await moveApplication(services, {
    id,
    key,
    place: APPLICATION,
    version,
    move: (found) => {
      const form = requireSubmittable(found);
      const after = withSubmission(found.application, form, new Date());
      const { revision } = after;
      return {
        after,
        events: [
          event('kequan.catalog.service-submitted.v1', {
            ...ofService(found, form.name),
            revision,
            submittedBy,
          }),
        ],
      };
    },
  });
  return { title: titleOf(doc), revision: doc.application.revision, applicantAccountId: doc.ownerAccountId };
}

/**
 * Records what was decided; what is approved is listed as it was submitted (R05), with an instrument that may still be used.
 * @throws `NotUnderReview`, `InstrumentNotUsable`
 */
export async function decideService(
  { services, instruments }: SubmissionStores,
  { id, key, taskId, outcome, comments, decidedBy }: RecordServiceOutcome,
): Promise<void> {
  const before = await services.get(id);
  const { submitted } = before.application;
  if (outcome === 'approve' && submitted && !before.applied.includes(key))
    await requireInstrument(instruments, before, ServiceForm.parse(submitted.form));
  await moveApplication(services, {
    id,
    key,
    place: APPLICATION,
    move: (found) => {
      const after = withDecision(found.application, { outcome, comments }, new Date());
      const { revision } = after;
      const decision = { taskId, outcome, comments, decidedBy, revision, decisionKey: key };
      return {
        after,
        ...(outcome === 'approve' && { set: { listing: ServiceForm.parse(after.submitted?.form) } }),
        events: [event('kequan.catalog.service-decided.v1', { ...ofService(found), ...decision })],
      };
    },
  });
}

/** Takes a submission back to be edited. @throws `NotUnderReview` */
export async function withdrawService(
  services: OfferedServices,
  { id, key, taskId, withdrawnBy }: RecordServiceWithdrawal,
): Promise<void> {
  await moveApplication(services, {
    id,
    key,
    place: APPLICATION,
    move: (found) => ({
      after: withWithdrawal(found.application),
      events: [event('kequan.catalog.service-withdrawn.v1', { ...ofService(found), taskId, withdrawnBy })],
    }),
  });
}

/**
 * Takes back what was approved: the mall shows it no longer until it passes again; orders that were placed keep their
 * snapshot (R04, R06). A flag that follows the review goes with it. @throws `NotUnderReview`
 */
export function withdrawServiceApproval(
  services: OfferedServices,
  { id, key, withdrawnBy }: Omit<RecordServiceWithdrawal, 'taskId'>,
): Promise<OfferedService> {
  return moveApplication(services, {
    id,
    key,
    place: APPLICATION,
    move: (found) => {
      const after = withApprovalWithdrawn(found.application);
      const told = { ...ofService(found), revision: after.revision, withdrawnBy };
      return {
        after,
        ...(trackOfService(found).voucherServices === 'afterReview' && { set: { voucher: false } }),
        events: [event('kequan.catalog.service-approval-withdrawn.v1', told)],
      };
    },
  });
}
