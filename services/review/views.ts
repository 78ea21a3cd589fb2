import type { TaskView } from '@kequan/contracts';
import type { Task } from './model';
import { isOverdue } from './rules';

/** A task of the inbox. */
export function taskView(task: Task): TaskView {
  return {
    taskId: task._id,
    version: task.version,
    status: task.status,
    programmeId: task.programmeId,
    subjectKind: task.subjectKind,
    subjectId: task.subjectId,
    institutionId: task.institutionId,
    stage: task.stage,
    title: task.title,
    revision: task.revision,
    candidateRoles: task.candidateRoles,
    openedAt: task.openedAt.toISOString(),
    dueAt: task.dueAt.toISOString(),
    dueCertain: task.dueCertain,
    overdue: isOverdue(task, Date.now()),
    ...(task.outcome && { outcome: task.outcome }),
  };
}
