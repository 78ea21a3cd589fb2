import {
  event,
  type DecideRecord,
  type RecordKind,
  type SubmissionSummary,
  type SubmitRecord,
  type WithdrawRecord,
} from '@kequan/contracts';
import {
  moveApplication,
  withApprovalWithdrawn,
  withDecision,
  withSubmission,
  withWithdrawal,
  type ApplicationPlace,
} from '@kequan/kit';
import type { ProviderRecord, ProviderRecords } from './model';
import { isLargeInstrument, requireSubmittableRecord, titleOfRecord } from './rules';

/** Where the application stands in a record. */
export const RECORD_APPLICATION: ApplicationPlace<ProviderRecord> = {
  path: 'application',
  of: ({ application }) => application,
};

/** Records a submission with its snapshot. @throws `Conflict` (edited meanwhile), `StageNotOpen`, `FormIncomplete` */
export async function submitRecord(
  records: ProviderRecords,
  { id, key, version, submittedBy }: SubmitRecord,
): Promise<SubmissionSummary> {
  const doc = await moveApplication(records, {
    id,
    key,
    place: RECORD_APPLICATION,
    version,
    move: (found) => {
      const { form, title } = requireSubmittableRecord(found);
      const after = withSubmission(found.application, form, new Date());
      const { revision } = after;
      const told = { ...ofRecord(found, title), revision, submittedBy };
      return { after, events: [event('kequan.catalog.record-submitted.v1', told)] };
    },
  });
  const { application, ownerAccountId } = doc;
  return { title: titleOfRecord(doc), revision: application.revision, applicantAccountId: ownerAccountId };
}

/** Records what was decided; what is approved is public as it was submitted (R05). @throws `NotUnderReview` */
export async function decideRecord(
  records: ProviderRecords,
  { id, key, taskId, outcome, comments, decidedBy }: DecideRecord,
): Promise<void> {
  await moveApplication(records, {
    id,
    key,
    place: RECORD_APPLICATION,
    move: (found) => {
      const after = withDecision(found.application, { outcome, comments }, new Date());
      const { revision } = after;
      const told = { ...ofRecord(found), taskId, outcome, comments, decidedBy, revision, decisionKey: key };
      return {
        after,
        ...(outcome === 'approve' && {
          set: { listing: after.submitted?.form, large: isLargeInstrument(found) },
        }),
        events: [event('kequan.catalog.record-decided.v1', told)],
      };
    },
  });
}

/** Takes a submission back to be edited. @throws `NotUnderReview` */
export async function withdrawRecord(
  records: ProviderRecords,
  { id, key, taskId, withdrawnBy }: WithdrawRecord,
): Promise<void> {
  await moveApplication(records, {
    id,
    key,
    place: RECORD_APPLICATION,
    move: (found) => ({
      after: withWithdrawal(found.application),
      events: [event('kequan.catalog.record-withdrawn.v1', { ...ofRecord(found), taskId, withdrawnBy })],
    }),
  });
}

/** Takes back what was approved: the public sees it no longer until it passes again (R04, R06). @throws `NotUnderReview` */
export function withdrawRecordApproval(
  records: ProviderRecords,
  { id, key, withdrawnBy }: Omit<WithdrawRecord, 'taskId'>,
): Promise<ProviderRecord> {
  return moveApplication(records, {
    id,
    key,
    place: RECORD_APPLICATION,
    move: (found) => {
      const after = withApprovalWithdrawn(found.application);
      const told = { ...ofRecord(found), revision: after.revision, withdrawnBy };
      return { after, events: [event('kequan.catalog.record-approval-withdrawn.v1', told)] };
    },
  });
}

/** What every event about a record tells. @param title its name, when this write changes it */
function ofRecord(record: ProviderRecord, title = titleOfRecord(record)) {
  const { programmeId, institutionId, ownerAccountId, _id: recordId } = record;
  const kind: RecordKind = record.kind;
  return { programmeId, institutionId, applicantAccountId: ownerAccountId, title, recordId, kind };
}
