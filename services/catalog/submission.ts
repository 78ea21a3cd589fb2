import {
  failure,
  PUBLICATION,
  publicationId,
  type PublicationInput,
  type SubmitPublicationInput,
} from '@kequan/contracts';
import {
  submitThroughProcess,
  withdrawThroughProcess,
  type Processes,
  type ProcessToStart,
} from '@kequan/kit';
import { requireInstrument, type InstrumentSources } from './instrument-sources';
import type { OfferedService, OfferedServices } from './model';
import { requireSubmittable, trackOfService } from './rules';
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
  return submitThroughProcess({ store: services, processes, doc: service, key }, () => {
    const { attachmentIds } = form;
    const args: SubmitPublicationInput = {
      key,
      version: service.version,
      submittedBy: service.ownerAccountId,
      attachmentIds,
    };
    return { process: publicationOf(service, instance), args };
  });
}

/**
 * Takes a service back to be edited: from its review through the process; after its approval as a command of its own, and
 * only when the owner has confirmed that he loses the approval (SN 4.4, R04). Repeated with the same key it answers the
 * same. @throws `NotUnderReview`, `WithdrawalNeedsConfirmation`
 */
export async function withdrawByOwner(
  { services, processes }: SubmissionParts,
  service: OfferedService,
  { callKey, confirmed }: { callKey: string; confirmed: boolean },
): Promise<OfferedService> {
  const { _id: id, application, ownerAccountId: withdrawnBy } = service;
  const key = `withdraw:${callKey}`;
  if (application.status !== 'approved') {
    const through = { store: services, processes, doc: service, key };
    return withdrawThroughProcess(through, publicationId('service', id), application, withdrawnBy);
  }
  if (!confirmed) throw failure('WithdrawalNeedsConfirmation');
  return withdrawServiceApproval(services, { id, key, withdrawnBy });
}

/** The publication of one submission of a service. */
function publicationOf(service: OfferedService, instance: string): ProcessToStart {
  const { _id: id, institutionId, programmeId } = service;
  const clock = trackOfService(service).serviceReview;
  const input: PublicationInput = { kind: 'service', id, institutionId, programmeId, clock, instance };
  return {
    workflowType: PUBLICATION,
    workflowId: publicationId('service', id),
    home: 'catalog',
    summary: `${programmeId} service ${id}`,
    input,
  };
}
