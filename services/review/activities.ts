import { event, Failure, failure, type ReviewActivities, type Role } from '@kequan/contracts';
import type { Task, Tasks } from './model';

/** What workflows may ask of review. */
export function reviewActivities(tasks: Tasks): ReviewActivities {
  return {
    async openTask({ taskId, subject, candidateRole, openedAtMs, dueAtMs, ...rest }) {
      const dueAt = new Date(dueAtMs);
      const { workflowId, programmeId, title, revision, applicantAccountId, dueCertain } = rest;
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
          openedAt: new Date(openedAtMs),
          dueAt,
          dueCertain,
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
