import { z } from 'zod';
import { Id } from './ids';
import { Role } from './roles';

/** A task that a process has opened by the event of what is to be reviewed (decision 0013); the event tells the rest of it. */
export const TaskOpening = z.object({
  taskId: Id,
  workflowId: z.string(),
  /** What the inbox shows: the unit and the service. */
  title: z.string(),
  candidateRole: Role,
  openedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  dueCertain: z.boolean(),
  /** With them the due time follows the calendar. */
  workingDays: z.int().min(1).optional(),
});
export type TaskOpening = z.infer<typeof TaskOpening>;
