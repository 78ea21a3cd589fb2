import type { FailureCode } from './failures';

/**
 * What is to be thought of a failure:
 * - `mayPass`: nothing is wrong with the request; made again later it may work. It is waited for and tried again.
 * - `final`: a rule is broken, or the request cannot be met; made again it fails again. It is told to who asked.
 * - `mistake`: ours. No waiting mends it, but mended code does; so a process waits for that, an event is put aside.
 */
export type Judgement = 'mayPass' | 'final' | 'mistake';

/** The judgement of each failure of ours; a new code does not compile without one. (docs/decisions/0018) */
export const JUDGEMENT_OF: Readonly<Record<FailureCode, Judgement>> = {
  // the request itself
  InputInvalid: 'final',
  IdempotencyKeyRequired: 'final',
  BodyTooLarge: 'final',
  BodyNotJson: 'final',
  MediaTypeUnsupported: 'final',
  SignInRequired: 'final',
  SignInRefused: 'final',
  NotAllowed: 'final',
  // A process is told only of what was written before it, by a majority: what is not there now does not come. What an event may
  // still bring is answered `Unavailable`.
  NotFound: 'final',
  // A window of time that ends.
  TooManyRequests: 'mayPass',
  Internal: 'mistake',
  Unavailable: 'mayPass',
  // facts
  // What the caller saw is not so any more, or the value is another's: the same request never fits again.
  Conflict: 'final',
  // Another writer came between look and write, and the rules still allow it: who looks again may do it.
  Overtaken: 'mayPass',
  IdempotencyKeyReused: 'final',
  // identity
  LoginNameTaken: 'final',
  OutsideSignInRefused: 'final',
  // programmes
  ProgrammeUnknown: 'final',
  TrackUnknown: 'final',
  TrackNotOfRole: 'final',
  TrackNotOfAccount: 'final',
  StageUnknown: 'final',
  // institution and onboarding
  FormIncomplete: 'final',
  UnitCodeTaken: 'final',
  StageNotOpen: 'final',
  NotUnderReview: 'final',
  ListedServiceRequired: 'final',
  OpenShopRequired: 'final',
  RecordsNotKept: 'final',
  ServiceNotListed: 'final',
  // instruments
  InstrumentNotUsable: 'final',
  InstrumentShelved: 'final',
  InstrumentInUse: 'final',
  ServiceNotPayable: 'final',
  ImportRowsInvalid: 'final',
  ImportFileRefused: 'final',
  // review
  TaskNotOpen: 'final',
  CommentRequired: 'final',
  // enrolment and vouchers
  UserNotAdmitted: 'final',
  WithdrawalNeedsConfirmation: 'final',
  CapExceeded: 'final',
  StatementsMissing: 'final',
  // A budget may be granted more one day; who asks is told today.
  BudgetExhausted: 'final',
  VoucherUnusable: 'final',
  VoucherTooSmall: 'final',
  HoldMissing: 'final',
  // redemption
  ServiceNotOrderable: 'final',
  ProviderNotQualified: 'final',
  RelatedParties: 'final',
  DealStepNotOpen: 'final',
  DirectOrdersClosed: 'final',
  PurposeNotPayable: 'final',
  ExperimentOutsideProvince: 'final',
  CoverageExceeded: 'final',
  InvoiceOutsideValidity: 'final',
  InvoiceNumberTaken: 'final',
  // settlement
  NothingDue: 'final',
  BatchStepNotOpen: 'final',
  AnotherPersonRequired: 'final',
  // files
  FileTypeRefused: 'final',
  FileTooLarge: 'final',
  FileDamaged: 'final',
  AttachmentUnknown: 'final',
};
