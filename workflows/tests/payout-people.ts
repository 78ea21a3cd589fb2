import {
  collect,
  newId,
  PAYOUT_BATCH,
  payoutBatchId,
  programmeOf,
  release,
  type CollectAnswer,
  type PayoutBatchInput,
  type PayoutBatchResult,
  type ReleaseAnswer,
} from '@kequan/contracts';
import { People } from './people';
import type { Rig } from './rig';
import { until } from './until';

const DAY_MS = 24 * 3_600_000;

/** Finance, which begins a batch and releases it by two persons. */
export class PayoutPeople extends People {
  readonly batchId: string;
  readonly cashiers = [newId(), newId()] as const;

  constructor(rig: Rig, changes: Partial<PayoutBatchInput> = {}) {
    const period = `2026-11-24T0800-${newId().slice(-6)}`;
    const { noticeDays, remindOfReleaseAfterWorkingDays } = programmeOf('shaanxi').payout;
    const input: PayoutBatchInput = {
      programmeId: 'shaanxi',
      period,
      noticeMs: noticeDays.value * DAY_MS,
      remindOfReleaseAfterWorkingDays,
      instance: rig.instance,
      ...changes,
    };
    super(rig, {
      workflowType: PAYOUT_BATCH,
      workflowId: payoutBatchId('shaanxi', period),
      home: 'settlement',
      input,
    });
    this.batchId = `shaanxi.${period}`;
  }

  /** Begins the batch by hand. */
  begin(): Promise<CollectAnswer> {
    return this.startWith(collect, { key: newId() });
  }

  release(releasedBy: string, key = newId()): Promise<ReleaseAnswer> {
    return this.tell(release, { key, releasedBy });
  }

  /** The notice passes without a word. */
  async noticeOver(): Promise<void> {
    await until('the notice', () => this.rig.fakes.of('publishNotice')[0]);
    await this.rig.env.sleep('7 days');
    await until('the call for a release', () => this.rig.fakes.of('awaitRelease')[0]);
  }

  /** Released by both: the money goes. */
  async bothRelease(): Promise<void> {
    for (const cashier of this.cashiers) await this.release(cashier);
  }

  end(): Promise<PayoutBatchResult> {
    return this.handle.result() as Promise<PayoutBatchResult>;
  }
}
