import { CHINA_CALENDAR, endOfWorkingDay, type TaskOpening, type TaskToOpen } from '@kequan/contracts';
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
export function opening(deal: Deal, task: TaskToOpen | undefined, at: Date): { opens?: TaskOpening } {
  if (!task) return {};
  const { workingDays, ...told } = task;
  const due = endOfWorkingDay(CHINA_CALENDAR, at.getTime(), workingDays);
  const [openedAt, dueAt] = [at.toISOString(), new Date(due.atMs).toISOString()];
  return { opens: { ...told, title: titleForReview(deal), openedAt, dueAt, dueCertain: due.certain } };
}
