import type { Client } from '@temporalio/client';

export interface HistoryFigures {
  events: number;
  bytes: number;
  stateTransitions: number;
  /** Updates that were accepted: what people submitted and decided. */
  humanDecisions: number;
}

/** What one run of a workflow cost Temporal. */
export async function readHistory(client: Client, workflowId: string): Promise<HistoryFigures> {
  const handle = client.workflow.getHandle(workflowId);
  const [history, description] = await Promise.all([handle.fetchHistory(), handle.describe()]);
  const events = history.events ?? [];
  return {
    events: events.length,
    bytes: Number(description.raw.workflowExecutionInfo?.historySizeBytes ?? 0),
    stateTransitions: Number(description.raw.workflowExecutionInfo?.stateTransitionCount ?? 0),
    humanDecisions: events.filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes).length,
  };
}
