import { CancellationScope, condition, isCancellation } from '@temporalio/workflow';
import type { ReleaseAnswer, ReleaseInput, SettlementActivities } from '@kequan/contracts';
import { release } from '@kequan/contracts/pure';
import { alongside } from '../kit/alongside';
import type { DeadlineKeeper } from '../kit/deadline-keeper';
import { keyOf } from '../kit/keys';
import { onMessage } from '../kit/messages';
import { asRefusal, refusal } from '../kit/refusals';
import { BATCH_RELEASE } from './shapes';

/** How many persons of finance let a batch go (F32); who they are is checked where it is recorded. */
const RELEASING_PERSONS = 2;

/** The release of a batch by two persons of finance, who are reminded until they have done it. */
export class PayoutRelease {
  private open = false;
  private recording = 0;
  private releases = 0;

  constructor(
    private readonly home: Pick<SettlementActivities, 'recordRelease' | 'awaitRelease'>,
    private readonly deadlines: DeadlineKeeper,
    private readonly batchId: string,
  ) {
    onMessage(release, BATCH_RELEASE, {
      rule: () => {
        if (!this.open) throw refusal('BatchStepNotOpen');
      },
      handle: (message) => this.record(message),
    });
  }

  /**
   * Waits until two persons have released the batch.
   * @throws CancelledFailure when the process is cancelled before: then nobody can release it any more
   */
  async byTwoPersons(remindAfterWorkingDays: readonly number[]): Promise<void> {
    this.open = true;
    try {
      await this.remindUntilDone(remindAfterWorkingDays);
    } catch (error) {
      this.open = false;
      if (!isCancellation(error)) throw error;
      // The second release may be on its way to be recorded: once it is, the batch goes on.
      await CancellationScope.nonCancellable(() => condition(() => this.recording === 0));
      if (!this.isDone()) throw error;
    }
    this.open = false;
  }

  private async remindUntilDone(remindAfterWorkingDays: readonly number[]): Promise<void> {
    const { batchId } = this;
    const asked = (reminder: number): Promise<void> =>
      this.home.awaitRelease({ batchId, key: keyOf(batchId, 'await', reminder), reminder });
    const nudgeAfterWorkingDays = [...remindAfterWorkingDays].sort((a, b) => a - b);
    const clock = { workingDays: nudgeAfterWorkingDays.at(-1) ?? 1, nudgeAfterWorkingDays, forfeits: false };
    const told = await this.deadlines.reckon(clock, Date.now());
    await asked(0);
    await alongside(
      () => condition(() => this.isDone()),
      () => this.deadlines.keep(clock, told, { nudged: (index) => asked(index + 1) }),
    );
  }

  private async record({ key, releasedBy }: ReleaseInput): Promise<ReleaseAnswer> {
    const { batchId } = this;
    this.recording += 1;
    try {
      const answer = await this.home.recordRelease({ batchId, key, releasedBy });
      this.releases = Math.max(this.releases, answer.releases);
      return answer;
    } catch (error) {
      throw asRefusal(error);
    } finally {
      this.recording -= 1;
    }
  }

  private isDone(): boolean {
    return this.releases >= RELEASING_PERSONS;
  }
}
