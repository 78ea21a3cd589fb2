import { z } from 'zod';
import {
  ApplicationStatus,
  Deduction,
  EVENT_DATA,
  Fen,
  isFailureCode,
  OnboardingStage,
  RecordKind,
  ReviewComment,
  ReviewOutcome,
  SelfRegisteredRole,
  ServiceKind,
  TrackName,
  type EventType,
} from '@kequan/contracts';

const EventTypeName = z.enum(Object.keys(EVENT_DATA) as EventType[]);

/** An event that a step causes: its type, and what its data must say. */
export const ExpectedEvent = z.strictObject({
  type: EventTypeName,
  where: z.record(z.string(), z.union([z.string(), z.int()])).default({}),
});
export type ExpectedEvent = z.infer<typeof ExpectedEvent>;

/** A short message that a step causes: who gets it, and what stands in it. */
export const ExpectedSms = z.strictObject({ to: z.string(), phrases: z.array(z.string()).min(1) });
export type ExpectedSms = z.infer<typeof ExpectedSms>;

const Expectation = z.strictObject({
  status: ApplicationStatus.optional(),
  refused: z
    .strictObject({
      code: z.string().refine(isFailureCode),
      /** Each of these fields must be named in the refusal. */
      fields: z.array(z.string()).default([]),
    })
    .optional(),
  events: z.array(ExpectedEvent).default([]),
  sms: z.array(ExpectedSms).default([]),
});

/** What must stand in an answer, by path (`items.0.status`); texts may name values of the run. */
const SomeFields = z.record(z.string(), z.json());
const Fields = SomeFields.default({});
/** A request of the public API; `{name}` in its path and body stands for a value of this run. */
const request = {
  request: z.templateLiteral([z.enum(['GET', 'POST', 'PUT']), ' /', z.string()]),
  /** In a list: the row that has these fields. */
  find: SomeFields.optional(),
  /** The fields that the answer, or the row, must have. */
  fields: Fields,
  /** Values kept for later steps, by their path in the answer. */
  keep: z.record(z.string(), z.string()).default({}),
  /** What the actor sees of it; `{path}` stands for a field of the answer. */
  shows: z.string().optional(),
};

const common = {
  actor: z.string(),
  /** What happens, in the words of the people who do it. */
  words: z.string(),
  expect: Expectation.prefault({}),
};
/** A named form, or some fields of it, with some values replaced; `{name}` stands for a value of this run. */
const form = {
  form: z.string(),
  only: z.array(z.string()).optional(),
  with: z.record(z.string(), z.json()).default({}),
};

/** One step of a journey. `as` names what it makes, for the steps that follow. */
export const Step = z.discriminatedUnion('does', [
  z.strictObject({ does: z.literal('signUp'), ...common }),
  z.strictObject({ does: z.literal('signIn'), ...common }),
  /** The outside instrument system takes up a legal person, as its administrators do; the form tells its instruments. */
  z.strictObject({ does: z.literal('enrolOutside'), legalPerson: z.string(), form: z.string(), ...common }),
  /** A legal person signs in with its account of the instrument system, through the redirects of a browser. */
  z.strictObject({ does: z.literal('signInOutside'), ...common }),
  /** A legal person allocates a secondary account to a unit. */
  z.strictObject({ does: z.literal('allocate'), to: z.string(), ...common }),
  z.strictObject({ does: z.literal('createInstitution'), ...common }),
  z.strictObject({ does: z.literal('upload'), file: z.string(), as: z.string(), ...common }),
  z.strictObject({ does: z.literal('saveStage'), stage: OnboardingStage, ...form, ...common }),
  z.strictObject({ does: z.literal('submitStage'), stage: OnboardingStage, ...common }),
  z.strictObject({ does: z.literal('createService'), kind: ServiceKind, as: z.string(), ...common }),
  z.strictObject({ does: z.literal('saveService'), service: z.string(), ...form, ...common }),
  z.strictObject({ does: z.literal('submitService'), service: z.string(), ...common }),
  /** Imports a sheet of the attachments; the drafts are named `as.0`, `as.1`, … */
  z.strictObject({
    does: z.literal('importRecords'),
    kind: RecordKind,
    file: z.string(),
    as: z.string(),
    ...common,
  }),
  z.strictObject({
    does: z.literal('decide'),
    /** What is decided: a stage, or another kind of subject as the inbox names it. */
    task: z.string(),
    /** Whose task it is; the first applicant's when it is missing. */
    of: z.string().optional(),
    outcome: ReviewOutcome,
    comments: z.array(ReviewComment).default([]),
    approvedFen: Fen.optional(),
    deductions: z.array(Deduction).optional(),
    ...common,
  }),
  /** Does anything that the API offers. */
  z.strictObject({
    does: z.literal('call'),
    ...request,
    body: z.record(z.string(), z.json()).optional(),
    /** A named form of the journey, as the body's `form`. */
    form: z.string().optional(),
    with: z.record(z.string(), z.json()).default({}),
    ...common,
  }),
  /** Looks until the answer is as it must be. */
  z.strictObject({ does: z.literal('see'), ...request, ...common }),
  /** Reads a voucher's ledger and adds it up. */
  z.strictObject({ does: z.literal('readLedger'), ...common }),
  /** Pays what an applicant is owed: batch, public notice, release by two persons of finance, the bank. */
  z.strictObject({ does: z.literal('payOut'), second: z.string(), of: z.string(), ...common }),
  z.strictObject({ does: z.literal('readTracker'), ...common }),
  z.strictObject({ does: z.literal('readNotice'), ...common }),
  z.strictObject({ does: z.literal('readMall'), service: z.string(), ...common }),
]);
export type Step = z.infer<typeof Step>;

const Actor = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('applicant'),
    name: z.string(),
    loginName: z.string(),
    role: SelfRegisteredRole,
    /** Each `?` becomes a digit of this run. */
    phone: z.string(),
    /** Of another unit than the journey's first: the first 17 characters of its credit code. */
    unitCodeBody: z.string().length(17).optional(),
    /** Of another way than the journey's. */
    track: TrackName.optional(),
  }),
  /** It signs in with its account of the outside instrument system and registers nowhere (一级账号). */
  z.strictObject({
    kind: z.literal('legalPerson'),
    name: z.string(),
    loginName: z.string(),
    phone: z.string(),
    unitCodeBody: z.string().length(17),
  }),
  /** One of the demonstration accounts of the office. */
  z.strictObject({ kind: z.literal('staff'), name: z.string(), loginName: z.string() }),
  /** Somebody who is not signed in. */
  z.strictObject({ kind: z.literal('public'), name: z.string() }),
]);
export type Actor = z.infer<typeof Actor>;

/** A journey as data. */
export const Journey = z.strictObject({
  title: z.string(),
  programmeId: z.string(),
  track: TrackName,
  /** The first 17 characters of the credit code; each `?` becomes a character of this run, the check character is computed. */
  unitCodeBody: z.string().length(17),
  actors: z.record(z.string(), Actor),
  files: z.record(z.string(), z.strictObject({ file: z.string(), name: z.string(), mediaType: z.string() })),
  forms: z.record(z.string(), z.record(z.string(), z.json())),
  steps: z.array(Step).min(1),
});
export type Journey = z.infer<typeof Journey>;
