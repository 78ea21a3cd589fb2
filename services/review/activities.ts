import { event, Failure, failure, type ReviewActivities, type Role } from '@kequan/contracts';
import type { Calendars } from './calendars';
import { dueOf } from './following';
import type { Task, Tasks } from './model';

/**
 * What workflows may ask of review. A task that tells its working days is due by the calendar of here, which is the newest there
 * is: whoever opens it may not have heard of it yet.
 */
export function reviewActivities(tasks: Tasks, calendars: Pick<Calendars, 'current'>): ReviewActivities {
  return {
    async openTask({ taskId, subject, candidateRole, openedAtMs, dueAtMs, ...rest }) {
      const openedAt = new Date(openedAtMs);
      const { workflowId, programmeId, title, revision, applicantAccountId, workingDays } = rest;
      const due =
        workingDays === undefined
          ? { atMs: dueAtMs, certain: rest.dueCertain }
          : dueOf(await calendars.current(), openedAt, workingDays);
      const [dueAt, dueCertain] = [new Date(due.atMs), due.certain];
      const { institutionId, stage, kind: subjectKind, id: subjectId } = subject;
      await tasks.insert(
        taskId,
        {
          status: 'open',
          workflowId,
          programmeId,
          subjectKind,
          subjectId,
          institutionId,
          stage,
          title,
          revision,
          applicantAccountId,
          candidateRoles: [candidateRole],
          openedAt,
          dueAt,
          dueCertain,
          ...(workingDays !== undefined && { workingDays }),
        },
        {
          key: 'open',
          events: [
            event('kequan.review.task-opened.v1', {
              programmeId,
              institutionId,
              applicantAccountId,
              title,
              taskId,
              subjectKind,
              stage,
              candidateRole,
              dueAt: dueAt.toISOString(),
              dueCertain,
            }),
          ],
        },
      );
    },

    async nudgeTask({ taskId, key, action, to }) {
      const task = await tasks.get(taskId);
      try {
        await tasks.command(taskId, {
          key,
          expect: { status: 'open' },
          ...(action === 'escalate' ? { change: { $addToSet: { candidateRoles: to } } } : {}),
          events: [nudged(task, action, to)],
          otherwise: () => failure('TaskNotOpen'),
        });
      } catch (error) {
        // Decided or withdrawn a moment ago: nobody needs a reminder of it.
        if (!(error instanceof Failure && error.code === 'TaskNotOpen')) throw error;
      }
    },
  };
}

function nudged(task: Task, action: 'remind' | 'escalate', to: Role) {
  const { programmeId, institutionId, applicantAccountId, title, subjectKind, stage } = task;
  return event('kequan.review.task-nudged.v1', {
    programmeId,
    institutionId,
    applicantAccountId,
    title,
    taskId: task._id,
    subjectKind,
    stage,
    action,
    to,
    dueAt: task.dueAt.toISOString(),
  });
}
