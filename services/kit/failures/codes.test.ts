import { FAILURE_STATUS, failure, isFailureCode, type FailureCode, type Judgement } from '@kequan/contracts';
import { judge } from './judge';

/** Every code by name, and by hand: a change of the table must be wanted twice. */
const EXPECTED: Readonly<Record<Judgement, readonly FailureCode[]>> = {
  mayPass: ['TooManyRequests', 'Unavailable', 'Overtaken'],
  mistake: ['Internal'],
  final: [
    ...(['InputInvalid', 'IdempotencyKeyRequired', 'BodyTooLarge', 'BodyNotJson'] as const),
    ...(['MediaTypeUnsupported', 'SignInRequired', 'SignInRefused', 'NotAllowed', 'NotFound'] as const),
    ...(['Conflict', 'IdempotencyKeyReused', 'LoginNameTaken', 'OutsideSignInRefused'] as const),
    ...(['ProgrammeUnknown', 'TrackUnknown', 'TrackNotOfRole', 'TrackNotOfAccount', 'StageUnknown'] as const),
    ...(['FormIncomplete', 'UnitCodeTaken', 'StageNotOpen', 'NotUnderReview'] as const),
    ...(['ListedServiceRequired', 'OpenShopRequired', 'RecordsNotKept', 'ServiceNotListed'] as const),
    ...(['InstrumentNotUsable', 'InstrumentShelved', 'InstrumentInUse', 'ServiceNotPayable'] as const),
    ...(['ImportRowsInvalid', 'ImportFileRefused', 'TaskNotOpen', 'CommentRequired'] as const),
    ...(['UserNotAdmitted', 'WithdrawalNeedsConfirmation', 'CapExceeded', 'StatementsMissing'] as const),
    ...(['BudgetExhausted', 'VoucherUnusable', 'VoucherTooSmall', 'HoldMissing'] as const),
    ...(['ServiceNotOrderable', 'ProviderNotQualified', 'RelatedParties', 'DealStepNotOpen'] as const),
    ...(['DirectOrdersClosed', 'PurposeNotPayable', 'ExperimentOutsideProvince'] as const),
    ...(['CoverageExceeded', 'InvoiceOutsideValidity', 'InvoiceNumberTaken', 'NothingDue'] as const),
    ...(['BatchStepNotOpen', 'AnotherPersonRequired', 'FileTypeRefused', 'FileTooLarge'] as const),
    ...(['FileDamaged', 'AttachmentUnknown'] as const),
  ],
};

const ROWS = Object.entries(EXPECTED).flatMap(([judgement, codes]) =>
  codes.map((code) => [code, judgement] as const),
);

it.each(ROWS)('when a failure is %s, then it is judged %s', (code, judgement) => {
  expect(judge(failure(code))).toBe(judgement);
});

it('when there is a code, then it stands in the rows above, once', () => {
  const named = ROWS.map(([code]) => code);
  expect([...named].sort()).toEqual(Object.keys(FAILURE_STATUS).filter(isFailureCode).sort());
});
