/**
 * Every way in which KeQuan refuses something, with the HTTP status of the answer. The name is the stable code: it is the
 * type of the workflow's ApplicationFailure, the `code` of the problem answer, and the key of its text (errors.<code>).
 */
export const FAILURE_STATUS = {
  // the request itself
  InputInvalid: 400,
  IdempotencyKeyRequired: 400,
  BodyTooLarge: 413,
  BodyNotJson: 400,
  MediaTypeUnsupported: 415,
  SignInRequired: 401,
  SignInRefused: 401,
  NotAllowed: 403,
  NotFound: 404,
  TooManyRequests: 429,
  Internal: 500,
  Unavailable: 503,
  // facts
  Conflict: 409,
  Overtaken: 503,
  IdempotencyKeyReused: 422,
  // identity
  LoginNameTaken: 409,
  OutsideSignInRefused: 422,
  // programmes
  ProgrammeUnknown: 422,
  TrackUnknown: 422,
  TrackNotOfRole: 422,
  TrackNotOfAccount: 422,
  StageUnknown: 422,
  // institution and onboarding
  FormIncomplete: 422,
  UnitCodeTaken: 409,
  StageNotOpen: 409,
  NotUnderReview: 409,
  ListedServiceRequired: 409,
  OpenShopRequired: 409,
  RecordsNotKept: 409,
  ServiceNotListed: 409,
  // instruments
  InstrumentNotUsable: 409,
  InstrumentShelved: 409,
  InstrumentInUse: 409,
  ServiceNotPayable: 409,
  ImportRowsInvalid: 422,
  ImportFileRefused: 422,
  // review
  TaskNotOpen: 409,
  CommentRequired: 422,
  // enrolment and vouchers
  UserNotAdmitted: 409,
  WithdrawalNeedsConfirmation: 409,
  CapExceeded: 409,
  StatementsMissing: 422,
  BudgetExhausted: 409,
  VoucherUnusable: 409,
  VoucherTooSmall: 409,
  HoldMissing: 409,
  // redemption
  ServiceNotOrderable: 409,
  ProviderNotQualified: 409,
  RelatedParties: 409,
  DealStepNotOpen: 409,
  DirectOrdersClosed: 409,
  PurposeNotPayable: 422,
  ExperimentOutsideProvince: 422,
  CoverageExceeded: 422,
  InvoiceOutsideValidity: 422,
  InvoiceNumberTaken: 409,
  // settlement
  NothingDue: 409,
  BatchStepNotOpen: 409,
  AnotherPersonRequired: 403,
  // files
  FileTypeRefused: 415,
  FileTooLarge: 413,
  FileDamaged: 422,
  AttachmentUnknown: 422,
} as const;

export type FailureCode = keyof typeof FAILURE_STATUS;
export type FailureParams = Readonly<Record<string, string | number | boolean>>;

/** A wrong field of the input: where it is, and the text key of what is wrong. */
export interface FieldProblem {
  path: string;
  message: string;
}

/** A failure of ours, by its code; whether it is worth a retry is judged in judgements.ts. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly code: FailureCode,
    readonly params: FailureParams = {},
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(code);
  }
}

/** Makes a failure. @param params what its text names, by placeholder */
export function failure(
  code: FailureCode,
  params: FailureParams = {},
  fields: readonly FieldProblem[] = [],
): Failure {
  return new Failure(code, params, fields);
}

/** Whether a text is one of the codes above. */
export function isFailureCode(text: string): text is FailureCode {
  return Object.hasOwn(FAILURE_STATUS, text);
}
