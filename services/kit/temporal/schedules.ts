import { ScheduleAlreadyRunning, type Client, type ScheduleOptions } from '@temporalio/client';
import { taskQueueOf } from '@kequan/contracts';
import type { ScheduledProcess } from './process-calls';

/** A server that was away begins late what was due so long ago. */
const CATCH_UP = '7 days';

/** Makes a Schedule, or brings the one of the same id up to date; what an operator paused stays paused. */
export async function keepSchedule(
  client: Client,
  { scheduleId, cron, timeZone, process }: ScheduledProcess,
  instance: string,
): Promise<void> {
  const { workflowType, workflowId, home, input, summary } = process;
  const wanted = {
    spec: { cronExpressions: [cron], timezone: timeZone },
    action: {
      type: 'startWorkflow',
      workflowType,
      workflowId,
      taskQueue: taskQueueOf(instance, home),
      args: [input],
      staticSummary: summary,
    },
    policies: { overlap: 'SKIP', catchupWindow: CATCH_UP },
  } satisfies Omit<ScheduleOptions, 'scheduleId'>;
  try {
    await client.schedule.create({ scheduleId, ...wanted });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(scheduleId).update(({ state }) => ({ ...wanted, state }));
  }
}
