import { Client, Connection } from '@temporalio/client';

/** The running processes of an installation that are at work now, not waiting for somebody or for a time. */
export async function busyProcesses(temporalAddress: string, instance: string): Promise<string[]> {
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const { workflow } = new Client({ connection });
    const query = `ExecutionStatus = 'Running' AND TaskQueue STARTS_WITH '${instance}-'`;
    const busy: string[] = [];
    for await (const { workflowId, runId } of workflow.list({ query })) {
      const { raw } = await workflow.getHandle(workflowId, runId).describe();
      if (raw.pendingWorkflowTask || raw.pendingActivities?.length) busy.push(`${workflowId} is at work`);
    }
    return busy;
  } finally {
    await connection.close();
  }
}
