import {
  newId,
  object,
  objectionProcessId,
  PAYOUT_OBJECTION,
  programmeOf,
  type PayoutObjectionInput,
  type PayoutObjectionResult,
} from '@kequan/contracts';
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
    await this.startWith(object, { key: newId(), reason, objectedBy: this.applicantId });
  }

  end(): Promise<PayoutObjectionResult> {
    return this.handle.result() as Promise<PayoutObjectionResult>;
  }
}
