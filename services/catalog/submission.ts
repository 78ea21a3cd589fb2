import { publicationId, submitPublication } from '@kequan/contracts';
import { submitThroughProcess, withdrawByOwner, type Processes } from '@kequan/kit';
import { requireInstrument, type InstrumentSources } from './instrument-sources';
import type { OfferedService, OfferedServices } from './model';
import { publicationOf } from './publication';
import { requireSubmittable } from './rules';
import { withdrawServiceApproval } from './service-commands';

export interface SubmissionParts {
  services: OfferedServices;
  instruments: InstrumentSources;
  processes: Processes;
  /** The installation's prefix of task queues. */
  instance: string;
}

/**
 * Submits a service to its publication. Repeated with the same key it answers the same.
 * @param callKey the call's idempotency key
 * @throws `StageNotOpen`, `FormIncomplete`, `InstrumentNotUsable`, and what the process refuses
 */
export async function submitToProcess(
  { services, instruments, processes, instance }: SubmissionParts,
  service: OfferedService,
  callKey: string,
): Promise<OfferedService> {
  const key = `submit:${callKey}`;
  if (service.applied.includes(key)) return service;
  const form = requireSubmittable(service);
  await requireInstrument(instruments, service, form);
  return submitThroughProcess({ store: services, processes, doc: service, key }, submitPublication, () => {
    const { attachmentIds } = form;
    const input = {
      key,
      version: service.version,
      submittedBy: service.ownerAccountId,
      attachmentIds,
    };
    return { process: publicationOf('service', service, instance), input };
  });
}

/** Takes a service back to be edited (SN 4.4). @throws `NotUnderReview`, `WithdrawalNeedsConfirmation` */
export function withdrawServiceByOwner(
  { services, processes }: SubmissionParts,
  service: OfferedService,
  { callKey, confirmed }: { callKey: string; confirmed: boolean },
): Promise<OfferedService> {
  const { _id: id, application, ownerAccountId: withdrawnBy } = service;
  const key = `withdraw:${callKey}`;
  return withdrawByOwner(
    { store: services, processes, doc: service, key },
    {
      workflowId: publicationId('service', id),
      application,
      withdrawnBy,
      confirmed,
      withdrawApproval: () => withdrawServiceApproval(services, { id, key, withdrawnBy }),
    },
  );
}
