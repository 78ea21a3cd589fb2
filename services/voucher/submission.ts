import {
  issuanceId,
  programmeOf,
  returnVoucher,
  submitApplication,
  VOUCHER_ISSUANCE,
  type IssuanceInput,
} from '@kequan/contracts';
import {
  submitThroughProcess,
  updateOnce,
  withdrawThroughProcess,
  type Processes,
  type ProcessToStart,
} from '@kequan/kit';
import type { Applications, Voucher, VoucherApplication, Vouchers } from './model';
import { requireSubmittable, requireWithinApplicationCap } from './rules';

export interface SubmissionParts {
  applications: Applications;
  vouchers: Vouchers;
  processes: Processes;
  /** The installation's prefix of task queues. */
  instance: string;
}

/**
 * Submits an application to its issuance. Repeated with the same key it answers the same.
 * @param callKey the call's idempotency key
 * @throws `StageNotOpen`, `FormIncomplete`, `CapExceeded`, and what the process refuses
 */
export function submitToProcess(
  { applications, processes, instance }: SubmissionParts,
  application: VoucherApplication,
  callKey: string,
): Promise<VoucherApplication> {
  const key = `submit:${callKey}`;
  return submitThroughProcess(
    { store: applications, processes, doc: application, key },
    submitApplication,
    () => {
      const { requestedFen, financialStatementIds } = requireSubmittable(application.application);
      requireWithinApplicationCap(application.programmeId, requestedFen);
      const input = {
        key,
        version: application.version,
        submittedBy: application.accountId,
        attachmentIds: financialStatementIds,
      };
      return { process: issuanceOf(application, instance), input };
    },
  );
}

/** Takes a submission back. Repeated with the same key it answers the same. @throws `NotUnderReview` */
export function withdrawFromProcess(
  { applications, processes }: SubmissionParts,
  application: VoucherApplication,
  callKey: string,
): Promise<VoucherApplication> {
  return withdrawThroughProcess(
    { store: applications, processes, doc: application, key: `withdraw:${callKey}` },
    issuanceId(application._id),
    application.application,
    application.accountId,
  );
}

/** Gives what is left of a voucher back, through the process that watches it. @throws `VoucherUnusable`, `VoucherTooSmall` */
export function returnThroughProcess(
  { vouchers, processes }: SubmissionParts,
  voucher: Voucher,
  callKey: string,
): Promise<Voucher> {
  const key = `return:${callKey}`;
  // The process of a voucher ends with it.
  return updateOnce({ store: vouchers, processes, doc: voucher, key }, issuanceId(voucher._id), {
    message: returnVoucher,
    input: () => ({ key, returnedBy: voucher.accountId }),
    ifGone: 'VoucherUnusable',
  });
}

/** The issuance of one application. */
function issuanceOf(
  { _id, institutionId, programmeId }: VoucherApplication,
  instance: string,
): ProcessToStart {
  const { review: clock, validityDays, remindDaysBefore } = programmeOf(programmeId).voucher;
  const input: IssuanceInput = {
    applicationId: _id,
    institutionId,
    programmeId,
    clock,
    validityDays: validityDays.value,
    remindDaysBefore,
    instance,
  };
  return {
    workflowType: VOUCHER_ISSUANCE,
    workflowId: issuanceId(_id),
    home: 'voucher',
    summary: `${programmeId} voucher application ${_id}`,
    input,
  };
}
