import type { OnboardingStage } from '../programme';
import type { ReviewComment, ReviewOutcome } from '../review-outcome';
import type { CalendarActivities, LeadsToWait, Waiting } from './calendar';
import type { AdmittedUser } from './voucher';

/** Names the stage of an institution, and the command's key, which makes a retry harmless. */
interface StageCommand {
  institutionId: string;
  stage: OnboardingStage;
  key: string;
}

export interface RecordStageSubmission extends StageCommand, LeadsToWait {
  version: number;
  submittedBy: string;
}

export interface RecordStageOutcome extends StageCommand {
  taskId: string;
  outcome: ReviewOutcome;
  comments: ReviewComment[];
  decidedBy: string;
}

export interface RecordStageWithdrawal extends StageCommand {
  withdrawnBy: string;
  taskId: string;
}

/** What a reviewer's inbox shows of a submission; no personal data. */
export interface SubmissionSummary extends Waiting {
  title: string;
  revision: number;
  applicantAccountId: string;
}

/** Where money is paid to. */
export interface Payee {
  institutionId: string;
  accountName: string;
  bankName: string;
  sealedBankAccountNo: string;
}

/** What workflows may ask of institution. Each is idempotent by its key and one write. */
export interface InstitutionActivities extends CalendarActivities {
  /**
   * Takes a unit code for this institution (R16: one provider and one voucher user per code, for ever). The code is named, so that the process
   * can register the undo before the step. A code that this institution holds already is fine.
   * @throws `UnitCodeTaken`
   */
  reserveUnitCode(input: { institutionId: string; unitCode: string }): Promise<void>;
  /**
   * Gives a unit code back when this institution holds it and was never approved with it; nothing to undo is fine.
   */
  releaseUnitCode(input: { institutionId: string; unitCode: string }): Promise<void>;
  /** draft | returned → underReview, with a snapshot. @throws `Conflict` (edited meanwhile), `StageNotOpen`, `FormIncomplete` */
  recordStageSubmission(input: RecordStageSubmission): Promise<SubmissionSummary>;
  /** underReview → approved | returned | rejected. @throws `NotUnderReview` */
  recordStageOutcome(input: RecordStageOutcome): Promise<void>;
  /** underReview → draft. @throws `NotUnderReview` */
  recordStageWithdrawal(input: RecordStageWithdrawal): Promise<void>;
  /**
   * Publishes the entry notice (入库通知) and opens the voucher shop. Nothing is published of an institution that took its approval back
   * meanwhile: it enters when that passes again (M19). @returns the notice's number, when the programme has notices
   */
  publishEntryNotice(input: { institutionId: string; key: string }): Promise<{ noticeNumber?: string }>;
  /** Lets the caller go on only when the institution's shop is open (JS step 3). @throws `OpenShopRequired` */
  requireOpenShop(input: { institutionId: string }): Promise<void>;
  /**
   * The voucher user of an institution whose enrolment is approved now; what is asked for is its approved form (R20).
   * @throws `UserNotAdmitted`
   */
  requireAdmittedUser(input: { institutionId: string }): Promise<AdmittedUser>;
  /**
   * Both sides of a deal: the user is admitted, the provider may trade, and they are not the same unit under two accounts
   * (requirements 1). @throws `UserNotAdmitted`, `ProviderNotQualified`, `RelatedParties`
   */
  requireTradingParties(input: {
    userInstitutionId: string;
    providerInstitutionId: string;
  }): Promise<{ user: AdmittedUser; providerName: string }>;
  /**
   * The corporate accounts of admitted users, to which money is paid (R15); one that is not admitted now is missing.
   * Account numbers are sealed for the purpose `bank-account`.
   */
  payeesOf(input: { institutionIds: string[] }): Promise<Payee[]>;
}
