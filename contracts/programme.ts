import { z } from 'zod';
import { Role } from './roles';
import { UserKind } from './forms/enrolment';
import { RecordKind } from './forms/record';
import { ServiceKind } from './forms/service';
import { Fen } from './money';

/**
 * The steps that an institution passes, each one submitted and reviewed: a provider to be listed (requirements 2.1, 2.2), a
 * voucher user to be admitted (`enrolment`, SN 5.1).
 */
export const OnboardingStage = z.enum(['registration', 'shop', 'qualification', 'enrolment']);
export type OnboardingStage = z.infer<typeof OnboardingStage>;

/** What a reviewer's silence leads to, counted in working days from the submission. */
export const ReviewNudge = z.strictObject({
  afterWorkingDays: z.int().min(1).max(60),
  action: z.enum(['remind', 'escalate']),
  to: Role,
});

/** Who reviews, how long it may take, and what happens when nobody decides (R30). */
export const ReviewClock = z.strictObject({
  reviewer: Role,
  workingDays: z.int().min(1).max(60),
  nudges: z.array(ReviewNudge).max(10),
});
export type ReviewClock = z.infer<typeof ReviewClock>;

/** By when a party of a deal must act, and when it is reminded; counted in working days from when the ball came to it. */
export const PartyClock = z.strictObject({
  workingDays: z.int().min(1).max(250),
  remindAfterWorkingDays: z.array(z.int().min(1).max(250)).max(5),
});
export type PartyClock = z.infer<typeof PartyClock>;

/** One stage of a track with its clock. */
export const TrackStage = z.strictObject({
  stage: OnboardingStage,
  clock: ReviewClock,
  /** What breaks no rule is approved at once, without a reviewer. */
  automaticPass: z.boolean().optional(),
  /** After its approval the owner may take it back and edit it (SN 4.1, 5.1 撤回并修改, R04); the last stage only. */
  reopenable: z.boolean().optional(),
});
export type TrackStage = z.infer<typeof TrackStage>;

/**
 * Where a track's instruments come from: there are none, they are chosen from the outside instrument system (JS step 3
 * 选择仪器), or they are typed in or imported and reviewed here (SN 4.2).
 */
export const InstrumentSource = z.enum(['none', 'outside', 'own']);
export type InstrumentSource = z.infer<typeof InstrumentSource>;

/**
 * The form of a track's registration, where it has that stage: one unit (JS inspection step 1), or a host institution and
 * its testing body (SN 4.1).
 */
export const RegistrationFormName = z.enum(['registration', 'hostRegistration']);

/**
 * How a service comes to take vouchers: chosen among listed ones and reviewed apart (JS step 4), or by a flag that follows
 * its own review (SN 4.2, 4.4) when the provider's instruments allow it (R12).
 */
export const VoucherServices = z.enum(['chosen', 'afterReview']);

/** The forms of the stages: each stage's own, or the one that the track's registration names. */
export type FormName = OnboardingStage | z.infer<typeof RegistrationFormName>;

/**
 * How those of a track are organised: each for itself, or a legal person that allocates accounts to its units (JS step 1
 * 分配二级账号).
 */
export const AccountLevels = z.enum(['flat', 'twoLevel']);

/** A way to be listed: its stages in order, and what is published in it. */
export const Track = z
  .strictObject({
    serviceKinds: z.array(ServiceKind).min(1),
    instruments: InstrumentSource,
    accounts: AccountLevels,
    registration: RegistrationFormName.default('registration'),
    /** What a provider records of itself beside its services (SN 4.2, 4.3), reviewed as services are. */
    records: z.array(RecordKind).default([]),
    voucherServices: VoucherServices.default('chosen'),
    /** The original value from which an instrument is a large one, that a provider must have to take vouchers (R12). */
    largeInstrumentFen: Fen.optional(),
    stages: z.array(TrackStage).min(1),
    serviceReview: ReviewClock,
  })
  .refine(({ stages }) => stages.slice(0, -1).every(({ reopenable }) => !reopenable), {
    error: 'only the last stage may be reopened: no process runs after it',
    path: ['stages'],
  })
  .refine(
    ({ instruments, stages }) => instruments !== 'outside' || stages.some(({ stage }) => stage === 'shop'),
    { error: 'instruments from outside are chosen for a shop: the track needs its stage', path: ['stages'] },
  );
export type Track = z.infer<typeof Track>;

/**
 * The stage whose approval opens a provider's ordinary shop (JS step 2): the shop application, or, in a track without
 * one, the last stage.
 */
export function shopOpeningStage({ stages }: Track): OnboardingStage | undefined {
  return stages.find(({ stage }) => stage === 'shop')?.stage ?? stages.at(-1)?.stage;
}

/** What a provider with an open shop does before it may apply for its qualification (JS step 3). */
export const OfferingStep = z.enum(['instruments', 'service']);
export type OfferingStep = z.infer<typeof OfferingStep>;

/**
 * The steps that make a provider's offers, in order: where instruments come from outside they are chosen first (选择仪器),
 * then services are added to them; elsewhere services are added at once (新增服务, JS step 3 of both guides).
 */
export function offeringStepsOf({ instruments }: Pick<Track, 'instruments'>): OfferingStep[] {
  return instruments === 'outside' ? ['instruments', 'service'] : ['service'];
}

/** The ways of those who sell services. */
export const ProviderTrackName = z.enum(['inspectionTesting', 'instrumentSharing', 'provider']);
export type ProviderTrackName = z.infer<typeof ProviderTrackName>;

/** Every way that an institution goes; `voucherUser` is that of those who spend vouchers. */
export const TrackName = z.enum([...ProviderTrackName.options, 'voucherUser']);
export type TrackName = z.infer<typeof TrackName>;

/** Whether a track is one of those who sell services. */
export function isProviderTrack(track: TrackName): track is ProviderTrackName {
  return track !== 'voucherUser';
}

/** How voucher users are admitted (SN 2.3, 5.1): which kinds (R14), who reviews, and whether it may pass by itself. */
const Enrolment = z.strictObject({
  kinds: z.array(UserKind).min(1),
  clock: ReviewClock,
  automaticPass: z.boolean(),
  note: z.string(),
});

/** A number with the note that tells where it comes from; `office` marks what the handbooks leave to the office. */
const Setting = z.strictObject({
  value: z.int().min(0),
  source: z.enum(['handbook', 'office']),
  note: z.string(),
});

/** What of the listed services vouchers never pay (SN 1.1, R21, R22). */
export const Exclusion = z.enum([
  'mandatoryTest',
  'statutoryTest',
  'otherCommercial',
  'outOfProvinceExperiment',
]);
export type Exclusion = z.infer<typeof Exclusion>;

/**
 * Who is paid out (F18). Paying the provider is refused as long as no form of a provider asks for the corporate account that
 * money may go to (R15): a programme that says so does not start, rather than pay somebody else.
 */
const PayTo = z.enum(['user', 'provider']).refine((payTo) => payTo === 'user', {
  error: 'only “user” is supported: no form of a provider asks for its corporate account',
});

/** One authority's scheme, as data (architecture: Programmes). Two provinces differ here and nowhere else. */
export const Programme = z.strictObject({
  programmeId: z.string().regex(/^[a-z]{2,20}$/),
  name: z.strictObject({ zh: z.string(), en: z.string() }),
  province: z.string(),
  office: z.strictObject({ zh: z.string(), en: z.string() }),
  calendar: z.literal('china'),
  entryNotice: z.strictObject({ numberPrefix: z.string() }).optional(),
  tracks: z.partialRecord(ProviderTrackName, Track),
  enrolment: Enrolment,
  serviceKinds: z.array(ServiceKind).min(1),
  excluded: z.array(Exclusion),
  payTo: PayTo,
  voucher: z.strictObject({
    capPerApplicationFen: Setting,
    capPerYearFen: Setting,
    coveragePercent: Setting,
    validityDays: Setting,
    /** Who reviews applications, and how long it may take (SN 5.2: 1-3 working days). */
    review: ReviewClock,
    /** Days before the use-by date on which the holder is reminded of what is left (F16). */
    remindDaysBefore: z.array(z.int().min(1).max(365)).max(5),
  }),
  /** The clocks of a deal; what a silence leads to is told where it is waited for. The handbooks name none: the office sets them. */
  redemption: z.strictObject({
    reply: PartyClock,
    order: PartyClock,
    taking: PartyClock,
    completion: PartyClock,
    confirmation: PartyClock,
    claim: PartyClock,
    disputeReview: ReviewClock,
    claimReview: ReviewClock,
    financeReview: ReviewClock,
    note: z.string(),
  }),
  /** When money is paid, and how long a batch is shown to the public before (公示); the handbooks stop before it. */
  payout: z.strictObject({
    /** Cron in the office's time zone. */
    schedule: z.string(),
    noticeDays: Setting,
    /** Working days after the notice's end on which finance is reminded that a batch waits for its release. */
    remindOfReleaseAfterWorkingDays: z.array(z.int().min(1).max(250)).max(10),
    objectionReview: ReviewClock,
  }),
  directOrders: z.strictObject({ open: z.boolean(), note: z.string() }),
});
export type Programme = z.infer<typeof Programme>;
