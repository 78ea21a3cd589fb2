import { Worker } from '@temporalio/worker';
import { workflowBundle } from './bundle';
import type { History } from './history-size';
import './quiet-runtime';

/** Replays a history against the current code. @throws DeterminismViolationError when the code would do otherwise */
export async function replay(history: History, workflowId?: string): Promise<void> {
  await Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, history, workflowId);
}
