import { z } from 'zod';
import { WorkingCalendar } from '../calendar/calendar';
import { Id } from '../ids';
import { SubjectKind } from '../review-subject';
import { Role } from '../roles';
import { ofApplicant } from './common';

const task = { ...ofApplicant, taskId: Id, subjectKind: SubjectKind, stage: z.string() };

/** The data of review's events: of its tasks, and of the calendar in whose working days they are counted. */
export const REVIEW_EVENT_DATA = {
  'kequan.review.task-opened.v1': z.object({
    ...task,
    candidateRole: Role,
    dueAt: z.iso.datetime(),
    dueCertain: z.boolean(),
  }),
  'kequan.review.task-nudged.v1': z.object({
    ...task,
    action: z.enum(['remind', 'escalate']),
    to: Role,
    dueAt: z.iso.datetime(),
  }),
  /** The calendar was replaced; each home keeps its copy and tells its open processes (decision 0021). */
  'kequan.review.calendar-replaced.v1': z.object({ calendar: WorkingCalendar, replacedBy: Id }),
  /** The last day (YYYY-MM-DD) whose holidays are known comes near: one event for each programme (P22). */
  'kequan.review.calendar-ending.v1': z.object({
    programmeId: z.string(),
    knownUntil: z.iso.date(),
    daysLeft: z.int(),
  }),
} as const;
