import { Client, Connection } from '@temporalio/client';

const UNWELL = `ExecutionStatus IN ('Failed', 'TimedOut', 'Terminated')`;

/** The processes that ended as none may: failed, timed out or ended by force. */
export async function unwellProcesses(temporalAddress: string): Promise<string[]> {
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const found: string[] = [];
    for await (const { workflowId, status } of new Client({ connection }).workflow.list({ query: UNWELL }))
      found.push(`${workflowId} ended as ${status.name}`);
    return found;
  } finally {
    await connection.close();
  }
}
