import {
  endOfWorkingDay,
  Failure,
  failure,
  Role,
  type Deadline,
  type KeQuanEvent,
  type WorkingCalendar,
} from '@kequan/contracts';
import type { EventHandler } from '@kequan/kit';
import type { Calendars } from './calendars';
import type { Task, Tasks } from './model';

/** When a task that was opened at an instant is due. */
export function dueOf(calendar: WorkingCalendar, openedAt: Date, workingDays: number): Deadline {
  return endOfWorkingDay(calendar, openedAt.getTime(), workingDays);
}

/** Moves the due time of open tasks when the calendar was replaced (C14). One that does not tell its working days stays. */
export function tasksFollow(tasks: Tasks, calendars: Pick<Calendars, 'current'>): EventHandler {
  return async (event: KeQuanEvent) => {
    if (event.type !== 'kequan.review.calendar-replaced.v1') return;
    // The event may come late: what counts is the calendar of now.
    const calendar = await calendars.current();
    const open = tasks.model
      .find(
        // Every open task has a role: so the inbox's index finds them.
        { candidateRoles: { $in: Role.options }, status: 'open', workingDays: { $exists: true } },
        { _id: 1, openedAt: 1, workingDays: 1 },
      )
      .lean<Pick<Task, '_id' | 'openedAt' | 'workingDays'>[]>()
      .cursor();
    for await (const task of open) await follow(tasks, calendar, task);
  };
}

async function follow(
  tasks: Tasks,
  calendar: WorkingCalendar,
  { _id, openedAt, workingDays }: Pick<Task, '_id' | 'openedAt' | 'workingDays'>,
): Promise<void> {
  if (workingDays === undefined) return;
  const { atMs, certain: dueCertain } = dueOf(calendar, openedAt, workingDays);
  try {
    await tasks.command(_id, {
      key: `calendar/${String(calendar.version)}`,
      expect: { status: 'open' },
      change: { $set: { dueAt: new Date(atMs), dueCertain } },
      otherwise: () => failure('TaskNotOpen'),
    });
  } catch (error) {
    // Decided a moment ago: nobody waits for it any more.
    if (!(error instanceof Failure && error.code === 'TaskNotOpen')) throw error;
  }
}
