import { failure, PUBLICATION, publicationId, type PublicationInput } from '@kequan/contracts';
import { submitThroughProcess, withdrawThroughProcess, type Processes } from '@kequan/kit';
import { trackOfService } from '../rules';
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
  return submitThroughProcess({ store: records, processes, doc: record, key }, () => {
    const { attachmentIds } = requireSubmittableRecord(record);
    const { _id: id, kind, institutionId, programmeId, version, ownerAccountId: submittedBy } = record;
    const clock = trackOfService(record).serviceReview;
    const input: PublicationInput = { kind, id, institutionId, programmeId, clock, instance };
    const process = {
      workflowType: PUBLICATION,
      workflowId: publicationId(kind, id),
      home: 'catalog',
      summary: `${programmeId} ${kind} ${id}`,
      input,
    };
    return { process, args: { key, version, submittedBy, attachmentIds } };
  });
}

/**
 * Takes a record back to be edited: from its review through the process; after its approval as a command of its own, and
 * only when the owner has confirmed that he loses the approval (SN 4.2, R04). Repeated with the same key it answers the
 * same. @throws `NotUnderReview`, `WithdrawalNeedsConfirmation`
 */
export async function withdrawRecordByOwner(
  { records, processes }: RecordSubmissionParts,
  record: ProviderRecord,
  { callKey, confirmed }: { callKey: string; confirmed: boolean },
): Promise<ProviderRecord> {
  const { _id: id, kind, application, ownerAccountId: withdrawnBy } = record;
  const key = `withdraw:${callKey}`;
  if (application.status !== 'approved') {
    const through = { store: records, processes, doc: record, key };
    return withdrawThroughProcess(through, publicationId(kind, id), application, withdrawnBy);
  }
  if (!confirmed) throw failure('WithdrawalNeedsConfirmation');
  return withdrawRecordApproval(records, { id, key, withdrawnBy });
}
