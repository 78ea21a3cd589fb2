import {
  issuanceId,
  newId,
  programmeOf,
  returnVoucher,
  submitApplication,
  VOUCHER_ISSUANCE,
  type IssuanceInput,
  type IssuanceResult,
  type SubmitAnswer,
  type SubmitApplicationInput,
} from '@kequan/contracts';
import { People } from './people';
import type { Rig } from './rig';
import { until } from './until';

/** A firm that applies for a voucher and spends it, and the office that reviews. */
export class IssuancePeople extends People {
  readonly applicationId: string;
  readonly institutionId: string;

  constructor(rig: Rig) {
    const applicationId = newId();
    const institutionId = newId();
    const { review: clock, validityDays, remindDaysBefore } = programmeOf('shaanxi').voucher;
    const input: IssuanceInput = {
      applicationId,
      institutionId,
      programmeId: 'shaanxi',
      clock,
      validityDays: validityDays.value,
      remindDaysBefore,
      instance: rig.instance,
    };
    super(rig, {
      workflowType: VOUCHER_ISSUANCE,
      workflowId: issuanceId(applicationId),
      home: 'voucher',
      input,
    });
    this.applicationId = applicationId;
    this.institutionId = institutionId;
  }

  submit(changes: Partial<SubmitApplicationInput> = {}): Promise<SubmitAnswer> {
    return this.startWith(submitApplication, {
      key: newId(),
      version: 1,
      submittedBy: this.applicantId,
      attachmentIds: [newId(), newId()],
      ...changes,
    });
  }

  /** Waits until the voucher is issued and its own run has begun. */
  async voucherLives(): Promise<void> {
    await until('the run of the voucher', async () =>
      (await this.progress()).step === 'voucher' ? true : undefined,
    );
  }

  /** Gives what is left of the voucher back. */
  async giveBack(key = newId()): Promise<void> {
    await this.tell(returnVoucher, { key, returnedBy: this.applicantId });
  }

  /** The end of the latest run; time skips ahead to it. */
  end(): Promise<IssuanceResult> {
    return this.handle.result() as Promise<IssuanceResult>;
  }
}
