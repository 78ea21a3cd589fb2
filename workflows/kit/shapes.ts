import type {
  DecideInput,
  OnboardingStage,
  ReturnVoucherInput,
  ReviewOutcome,
  SubmitApplicationInput,
  SubmitPublicationInput,
  SubmitStageInput,
  WithdrawInput,
} from '@kequan/contracts';
import { refusal } from './refusals';

export type Check = (value: unknown) => boolean;
/** What each field of a message must be. A message comes from a service, or from an operator's hand in the UI. */
export type Shape<Message> = { readonly [Field in keyof Required<Message>]: Check };

/** What a message says, without what it should not. @throws `InputInvalid` when it is not of the shape it must have */
export function shaped<Message>(shape: Shape<Message>, input: unknown): Message {
  if (!isRecord(input)) throw refusal('InputInvalid', { count: 1 });
  const fields = Object.entries<Check>(shape);
  const wrong = fields.filter(([field, check]) => !check(input[field]));
  if (wrong.length > 0) throw refusal('InputInvalid', { count: wrong.length });
  const told = fields.filter(([field]) => input[field] !== undefined);
  return Object.fromEntries(told.map(([field]) => [field, input[field]])) as Message;
}

export const id: Check = (value) =>
  typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);
export const words =
  (maxChars: number): Check =>
  (value) =>
    typeof value === 'string' && value.trim() !== '' && value.length <= maxChars;
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
export const list =
  (check: Check, most: number): Check =>
  (value) =>
    Array.isArray(value) && value.length <= most && value.every(check);
export const among =
  <Name extends string>(names: Record<Name, true>): Check =>
  (value) =>
    typeof value === 'string' && Object.hasOwn(names, value);
const comment: Check = (value) =>
  isRecord(value) && words(1000)(value['text']) && optional(words(200))(value['path']);

/** A day, YYYY-MM-DD. */
export const day: Check = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);

export const positive: Check = (value) => Number.isSafeInteger(value) && Number(value) > 0;

const deduction: Check = (value) =>
  isRecord(value) && words(40)(value['reason']) && positive(value['amountFen']);

export const KEY = words(200);
export const VERSION: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

export const DECISION: Shape<DecideInput> = {
  key: KEY,
  taskId: id,
  outcome: among<ReviewOutcome>({ approve: true, return: true, reject: true }),
  comments: list(comment, 50),
  decidedBy: id,
  approvedFen: optional(positive),
  deductions: optional(list(deduction, 20)),
};

export const WITHDRAWAL: Shape<WithdrawInput> = { key: KEY, withdrawnBy: id };

export const STAGE_SUBMISSION: Shape<SubmitStageInput> = {
  key: KEY,
  stage: among<OnboardingStage>({ registration: true, shop: true, qualification: true, enrolment: true }),
  version: VERSION,
  submittedBy: id,
  attachmentIds: list(id, 100),
  serviceIds: list(id, 100),
  unitCode: optional(words(18)),
};

const FORM_SUBMISSION = { key: KEY, version: VERSION, submittedBy: id, attachmentIds: list(id, 100) };

export const PUBLICATION_SUBMISSION: Shape<SubmitPublicationInput> = FORM_SUBMISSION;

export const APPLICATION_SUBMISSION: Shape<SubmitApplicationInput> = FORM_SUBMISSION;

export const VOUCHER_RETURN: Shape<ReturnVoucherInput> = { key: KEY, returnedBy: id };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
