import type { Client } from '@temporalio/client';
import { taskQueueOf } from '@kequan/contracts';
import { isAlreadyThere } from '../failures/grpc';

/** What all open processes of a home are told. */
export interface SignalToOpen {
  home: string;
  signal: string;
  /** Names the telling within the installation: told again under the same name, nobody hears it twice. */
  jobId: string;
  /** One line for the Temporal UI. */
  reason: string;
}

/**
 * Has Temporal tell every open process of a home, at its own pace (a batch operation). Whoever began a moment ago may not be
 * found yet.
 */
export async function signalOpen(
  client: Client,
  { home, signal, jobId, reason }: SignalToOpen,
  instance: string,
): Promise<void> {
  try {
    await client.workflowService.startBatchOperation({
      namespace: client.options.namespace,
      jobId: `${instance}-${jobId}`,
      reason,
      visibilityQuery: `TaskQueue = '${taskQueueOf(instance, home)}' AND ExecutionStatus = 'Running'`,
      signalOperation: { signal, identity: client.options.identity },
    });
  } catch (error) {
    if (!isAlreadyThere(error)) throw error;
  }
}
