import type { Client } from '@temporalio/client';
import { PROCESS_HOMES, taskQueueOf, type SearchAttributeName } from '@kequan/contracts';
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
      visibilityQuery: openOf([home], instance),
      signalOperation: { signal, identity: client.options.identity },
    });
  } catch (error) {
    if (!isAlreadyThere(error)) throw error;
  }
}

/** An open process, with what it tells of itself. */
export interface OpenProcess {
  workflowId: string;
  attributes: Partial<Record<SearchAttributeName, unknown>>;
}

/** The open processes of an installation of which a visibility query holds. */
export async function listOpen(client: Client, query: string, instance: string): Promise<OpenProcess[]> {
  const open: OpenProcess[] = [];
  const found = client.workflow.list({ query: `${openOf(PROCESS_HOMES, instance)} AND (${query})` });
  for await (const { workflowId, typedSearchAttributes } of found) {
    const told = typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value] as const);
    open.push({ workflowId, attributes: Object.fromEntries(told) });
  }
  return open;
}

function openOf(homes: readonly string[], instance: string): string {
  const queues = homes.map((home) => `'${taskQueueOf(instance, home)}'`).join(', ');
  return `TaskQueue IN (${queues}) AND ExecutionStatus = 'Running'`;
}
