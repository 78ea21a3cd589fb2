import { endOfWorkingDay, type TaskOpening, type TaskToOpen, type WorkingCalendar } from '@kequan/contracts';
import type { Deal } from './model';
import { providerOf } from './rules';

/** What every event about a deal tells. */
export function ofDeal(deal: Deal) {
  const { programmeId, institutionId, accountId, title, _id } = deal;
  return {
    programmeId,
    institutionId,
    applicantAccountId: accountId,
    title,
    dealId: _id,
    ...providerOf(deal),
  };
}

/** What a reviewer's inbox calls a deal: the unit and the service. */
export function titleForReview({ title, unit }: Pick<Deal, 'title' | 'unit'>): string {
  return unit ? `${unit.name} · ${title}` : title;
}

/** The task that the event of a step opens, when its process says so. */
export function opening(
  deal: Deal,
  task: TaskToOpen | undefined,
  at: Date,
  calendar: WorkingCalendar,
): { opens?: TaskOpening } {
  if (!task) return {};
  const due = endOfWorkingDay(calendar, at.getTime(), task.workingDays);
  const [openedAt, dueAt] = [at.toISOString(), new Date(due.atMs).toISOString()];
  return { opens: { ...task, title: titleForReview(deal), openedAt, dueAt, dueCertain: due.certain } };
}
