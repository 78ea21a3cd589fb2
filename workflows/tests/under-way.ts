import type { History } from './history-size';

/**
 * Whether a task or a step of a run is on its way. Read from one history: asked one after the other, a task could end and
 * schedule a step in between, and neither would be seen.
 */
export function isUnderWay({ events }: History): boolean {
  let openTasks = 0;
  const openSteps = new Set<string>();
  for (const event of events ?? []) {
    if (event.workflowTaskScheduledEventAttributes) openTasks += 1;
    if (
      event.workflowTaskCompletedEventAttributes ??
      event.workflowTaskFailedEventAttributes ??
      event.workflowTaskTimedOutEventAttributes
    )
      openTasks -= 1;
    if (event.activityTaskScheduledEventAttributes) openSteps.add(String(event.eventId));
    const ended =
      event.activityTaskCompletedEventAttributes ??
      event.activityTaskFailedEventAttributes ??
      event.activityTaskTimedOutEventAttributes ??
      event.activityTaskCanceledEventAttributes;
    if (ended) openSteps.delete(String(ended.scheduledEventId));
  }
  return openTasks > 0 || openSteps.size > 0;
}
