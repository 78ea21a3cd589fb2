import { publicationId, submitPublication } from '@kequan/contracts';
import { submitThroughProcess, withdrawByOwner, type Processes } from '@kequan/kit';
import { publicationOf } from '../publication';
import { withdrawRecordApproval } from './commands';
import type { ProviderRecord, ProviderRecords } from './model';
import { requireSubmittableRecord } from './rules';

export interface RecordSubmissionParts {
  records: ProviderRecords;
  processes: Processes;
  /** The installation's prefix of task queues. */
  instance: string;
}

/**
 * Submits a record to its publication. Repeated with the same key it answers the same.
 * @throws `StageNotOpen`, `FormIncomplete`, and what the process refuses
 */
export function submitRecordToProcess(
  { records, processes, instance }: RecordSubmissionParts,
  record: ProviderRecord,
  callKey: string,
): Promise<ProviderRecord> {
  const key = `submit:${callKey}`;
  return submitThroughProcess({ store: records, processes, doc: record, key }, submitPublication, () => {
    const { attachmentIds } = requireSubmittableRecord(record);
    const { kind, version, ownerAccountId: submittedBy } = record;
    const process = publicationOf(kind, record, instance);
    return { process, input: { key, version, submittedBy, attachmentIds } };
  });
}

/** Takes a record back to be edited (SN 4.2). @throws `NotUnderReview`, `WithdrawalNeedsConfirmation` */
export function withdrawRecordByOwner(
  { records, processes }: RecordSubmissionParts,
  record: ProviderRecord,
  { callKey, confirmed }: { callKey: string; confirmed: boolean },
): Promise<ProviderRecord> {
  const { _id: id, kind, application, ownerAccountId: withdrawnBy } = record;
  const key = `withdraw:${callKey}`;
  return withdrawByOwner(
    { store: records, processes, doc: record, key },
    {
      workflowId: publicationId(kind, id),
      application,
      withdrawnBy,
      confirmed,
      withdrawApproval: () => withdrawRecordApproval(records, { id, key, withdrawnBy }),
    },
  );
}
