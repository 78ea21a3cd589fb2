import { z } from 'zod';
import { Id } from '../ids';
import { OnboardingStage, TrackName } from '../programme';
import { ApplicationStatus, ReviewComment, ReviewOutcome } from '../review-outcome';
import { Instant, PageQuery } from './common';

export const CreateInstitution = z.strictObject({ track: TrackName });
export type CreateInstitution = z.infer<typeof CreateInstitution>;

/** Saves a draft. `version`, when given, must still be the document's: so nobody overwrites what he has not seen. */
export const SaveDraft = z.strictObject({
  version: z.int().min(0).optional(),
  form: z.record(z.string().max(60), z.unknown()),
});
export type SaveDraft = z.infer<typeof SaveDraft>;

/**
 * An application (a stage, a service) as its owner and its reviewers see it. What is saved and not submitted is the owner's
 * alone (R03): to others `draft` is empty.
 */
export const ApplicationView = z.object({
  status: ApplicationStatus,
  revision: z.int(),
  draft: z.record(z.string(), z.unknown()),
  submitted: z.object({ revision: z.int(), at: Instant, form: z.record(z.string(), z.unknown()) }).optional(),
  decision: z
    .object({ outcome: ReviewOutcome, comments: z.array(ReviewComment), at: Instant, revision: z.int() })
    .optional(),
});
export type ApplicationView = z.infer<typeof ApplicationView>;

export const InstitutionView = z.object({
  institutionId: Id,
  version: z.int(),
  programmeId: z.string(),
  track: TrackName,
  name: z.string(),
  voucherShop: z.boolean(),
  entryNoticeNumber: z.string().optional(),
  stages: z.partialRecord(OnboardingStage, ApplicationView),
});
export type InstitutionView = z.infer<typeof InstitutionView>;

/** Of the withdrawal of what is approved: that the owner knows that it counts no longer then (R04). */
export const WithdrawalQuery = z.strictObject({ confirm: z.enum(['true', 'false']).optional() });

export const InstitutionQuery = PageQuery;

/** One line of the tracker (F01): each step, where it stands, who holds the ball and until when. */
export const TrackerView = z.object({
  institutionId: Id,
  steps: z.array(
    z.object({
      step: z.string(),
      title: z.string(),
      status: z.enum(['locked', 'open', ...ApplicationStatus.options, 'done']),
    }),
  ),
  now: z
    .object({
      step: z.string(),
      holder: z.enum(['applicant', 'provider', 'reviewer', 'nobody']),
      words: z.string(),
      since: Instant,
      dueAt: Instant.optional(),
      dueCertain: z.boolean().optional(),
    })
    .optional(),
});
export type TrackerView = z.infer<typeof TrackerView>;

export const EntryNoticeView = z.object({
  institutionId: Id,
  programmeId: z.string(),
  institutionName: z.string(),
  noticeNumber: z.string().optional(),
  publishedAt: Instant,
});
export type EntryNoticeView = z.infer<typeof EntryNoticeView>;
export const EntryNoticeQuery = PageQuery.extend({ programmeId: z.string().max(20).optional() });
