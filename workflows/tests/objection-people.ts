import {
  newId,
  OBJECT,
  objectionProcessId,
  PAYOUT_OBJECTION,
  programmeOf,
  taskQueueOf,
  type PayoutObjectionInput,
  type PayoutObjectionResult,
} from '@kequan/contracts';
import { WithStartWorkflowOperation } from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import { People } from './people';
import type { Rig } from './rig';

/** Somebody who objects to a payout, and the office that rules. */
export class ObjectionPeople extends People {
  readonly input: PayoutObjectionInput;

  constructor(rig: Rig) {
    const objectionId = newId();
    const input: PayoutObjectionInput = {
      objectionId,
      programmeId: 'shaanxi',
      batchId: 'shaanxi.2026-12-05',
      payoutId: newId(),
      institutionId: newId(),
      clock: programmeOf('shaanxi').payout.objectionReview,
      instance: rig.instance,
    };
    super(rig, {
      workflowType: PAYOUT_OBJECTION,
      workflowId: objectionProcessId(objectionId),
      home: 'settlement',
      input,
    });
    this.input = input;
  }

  async object(reason = '服务没有完成'): Promise<void> {
    const { workflowType, workflowId, home, input } = this.start;
    const key = newId();
    const startWorkflowOperation = new WithStartWorkflowOperation(workflowType, {
      workflowId,
      taskQueue: taskQueueOf(this.rig.instance, home),
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    try {
      await this.rig.env.client.workflow.executeUpdateWithStart<Workflow, undefined, [object]>(OBJECT, {
        args: [{ key, reason, objectedBy: this.applicantId }],
        updateId: key,
        startWorkflowOperation,
      });
    } finally {
      this.rig.track(workflowId, (await this.handle.describe()).runId);
    }
  }

  end(): Promise<PayoutObjectionResult> {
    return this.handle.result() as Promise<PayoutObjectionResult>;
  }
}
