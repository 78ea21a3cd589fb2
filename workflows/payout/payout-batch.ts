import {
  CancellationScope,
  condition,
  continueAsNew,
  sleep,
  workflowInfo,
  type ApplicationFailure,
} from '@temporalio/workflow';
import { CHINA_CALENDAR, collect, localDay, payoutBatchKey } from '@kequan/contracts/pure';
import type {
  CollectAnswer,
  InstitutionActivities,
  PayoutBatchInput,
  PayoutBatchResult,
  SettlementActivities,
} from '@kequan/contracts';
import { Attempts, type Taken } from '../kit/attempts';
import { DeadlineKeeper } from '../kit/deadline-keeper';
import { onMessage } from '../kit/messages';
import { homeSteps, stepsOf } from '../kit/policies';
import { answeredAll, toItsEnd } from '../kit/process-ends';
import { ProgressBoard } from '../kit/progress-board';
import { asRefusal, refusal } from '../kit/refusals';
import { PayoutRelease } from './release';
import { COLLECTION } from './shapes';

/** The bank is asked after this time, then after twice as long, and so on up to the longest; in milliseconds. */
const FIRST_LOOK_MS = 4_000;
const LONGEST_LOOK_MS = 3_600_000;
/** After so many looks the run goes on as a new one: the history stays short however long the bank takes. */
const LOOKS_PER_RUN = 50;

/**
 * All that is due in a programme, to its end (F22, F24): collected, shown to the public, released by two persons (F32), sent to
 * the bank, confirmed by it. Objections are processes of their own, and hold their line alone.
 */
export async function payoutBatch(input: PayoutBatchInput): Promise<PayoutBatchResult> {
  const batch = new PayoutBatch(input);
  return toItsEnd(batch.attempts, () => batch.run());
}

class PayoutBatch {
  readonly attempts = new Attempts();
  /** Steps of one write. */
  private readonly home = homeSteps<SettlementActivities>();
  /** Steps over all lines of a batch, or out to the bank: they may take longer than a task. */
  private readonly steps: SettlementActivities;
  private readonly board: ProgressBoard;
  private readonly deadlines = new DeadlineKeeper(this.home);
  private readonly period: string;
  private readonly batchId: string;
  private readonly release: PayoutRelease;
  private batch: Taken | undefined;
  private collected: CollectAnswer | undefined;
  private notCollected: ApplicationFailure | undefined;

  constructor(private readonly input: PayoutBatchInput) {
    this.board = new ProgressBoard(input);
    this.steps = stepsOf<SettlementActivities>(input.instance, 'settlement');
    this.period = input.period ?? localDay(CHINA_CALENDAR, workflowInfo().startTime.getTime());
    this.batchId = payoutBatchKey(input.programmeId, this.period);
    this.release = new PayoutRelease(this.home, this.deadlines, this.batchId);
    onMessage(collect, COLLECTION, {
      rule: () => {
        // A run that goes on with a file that is sent collected long ago.
        if (input.sent) throw refusal('BatchStepNotOpen');
      },
      handle: () => this.collectedOrNot(),
    });
  }

  async run(): Promise<PayoutBatchResult> {
    const { batchId } = this;
    const { noticeMs, remindOfReleaseAfterWorkingDays, sent } = this.input;
    if (sent) return this.confirmed(sent.waitMs);
    if ((await this.collect()) === 0) {
      await this.batch?.undo();
      this.board.showEnd({ step: 'payout', holder: 'nobody', waitingFor: 'nothingDue' });
      return { ended: 'empty', paidCount: 0, returnedCount: 0 };
    }
    const untilMs = Date.now() + noticeMs;
    this.board.show({ step: 'payout', holder: 'nobody', waitingFor: 'noticed', dueAtMs: untilMs });
    await this.steps.publishNotice({ batchId, untilMs });
    await sleep(Math.max(1, untilMs - Date.now()));
    this.board.show({
      step: 'payout',
      holder: 'reviewer',
      waitingFor: 'releasing',
      params: { reviewer: 'finance' },
    });
    await this.release.byTwoPersons(remindOfReleaseAfterWorkingDays);
    this.batch?.keep();
    // Money is on its way from here on: also a cancelled process follows it to its end.
    return CancellationScope.nonCancellable(() => this.paid());
  }

  /** Takes what is due. Undone, all of it is due again. @throws ApplicationFailure `Conflict` when the period has a batch */
  private async collect(): Promise<number> {
    const { batchId, period } = this;
    const { workflowId } = workflowInfo();
    const { programmeId } = this.input;
    try {
      const batch = await this.attempts.attempt(
        'batch',
        ({ step }) => this.steps.collectDue({ batchId, key: step, programmeId, period, workflowId }),
        ({ step }) => this.steps.dissolveBatch({ batchId, collectKey: step }),
      );
      this.batch = batch;
      const { lineCount } = batch.result;
      this.collected = { batchId, lineCount };
      return lineCount;
    } catch (error) {
      this.notCollected = asRefusal(error);
      throw error;
    }
  }

  private async collectedOrNot(): Promise<CollectAnswer> {
    await CancellationScope.nonCancellable(() =>
      condition(() => this.collected !== undefined || this.notCollected !== undefined),
    );
    if (this.collected) return this.collected;
    throw this.notCollected ?? new TypeError('neither collected nor refused');
  }

  private async paid(): Promise<PayoutBatchResult> {
    const { batchId } = this;
    const { institutionIds } = await this.steps.releaseLines({ batchId });
    const institution = stepsOf<InstitutionActivities>(this.input.instance, 'institution');
    const payees = institutionIds.length > 0 ? await institution.payeesOf({ institutionIds }) : [];
    const { lineCount } = await this.steps.makeBankFile({ batchId, payees });
    if (lineCount === 0) return this.settled();
    this.board.show({ step: 'payout', holder: 'nobody', waitingFor: 'paying' });
    await this.steps.sendBankFile({ batchId });
    return this.confirmed(FIRST_LOOK_MS);
  }

  /** Asks the bank until it has answered every line, less and less often; each redemption is told as soon as it is known. */
  private async confirmed(firstWaitMs: number): Promise<PayoutBatchResult> {
    const { batchId, period } = this;
    let pendingBefore = Infinity;
    let waitMs = firstWaitMs;
    for (let look = 1; look <= LOOKS_PER_RUN; look += 1) {
      await sleep(waitMs);
      const { pendingCount } = await this.steps.readConfirmation({ batchId });
      if (pendingCount === 0) return this.settled();
      if (pendingCount < pendingBefore) await this.steps.tellEnds({ batchId });
      pendingBefore = pendingCount;
      waitMs = Math.min(waitMs * 2, LONGEST_LOOK_MS);
    }
    await answeredAll();
    return continueAsNew<typeof payoutBatch>({ ...this.input, period, sent: { batchId, waitMs } });
  }

  private async settled(): Promise<PayoutBatchResult> {
    const { batchId } = this;
    await this.steps.tellEnds({ batchId });
    const counts = await this.steps.settleBatch({ batchId });
    this.board.showEnd({ step: 'payout', holder: 'nobody', waitingFor: 'settled' });
    return { ended: 'settled', ...counts };
  }
}
