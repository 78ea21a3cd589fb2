import { CHINA_CALENDAR, localDay } from '@kequan/contracts/pure';
import type { IssuanceInput, VoucherActivities } from '@kequan/contracts';
import type { Attempts } from '../kit/attempts';

/** What an approval took out of the budget. */
export interface Commitment {
  commitKey: string;
  year: number;
  amountFen: number;
}

/** The money that approvals take; one whose approval could not be recorded gives it back. */
export class BudgetCommitments {
  /** The one that an approval stands on. */
  made: Commitment | undefined;

  constructor(
    private readonly home: Pick<VoucherActivities, 'commitBudget' | 'releaseBudget'>,
    private readonly attempts: Attempts,
    private readonly input: IssuanceInput,
  ) {}

  /**
   * Takes the money, then records the approval. Each try of a reviewer is a commitment of its own.
   * @throws `BudgetExhausted`, `CapExceeded`, and what recording throws; nothing is taken then
   */
  async whileMade(amountFen: number, record: () => Promise<void>): Promise<void> {
    const { applicationId, institutionId, programmeId } = this.input;
    const year = Number(localDay(CHINA_CALENDAR, Date.now()).slice(0, 4));
    const budget = { applicationId, institutionId, programmeId, year };
    const taken = await this.attempts.attempt(
      'commit',
      ({ step }) => this.home.commitBudget({ ...budget, key: step, amountFen }),
      ({ step, undo }) => this.home.releaseBudget({ ...budget, commitKey: step, key: undo }),
    );
    await taken.whileDoing(record);
    taken.keep();
    this.made = { commitKey: taken.keys.step, year, amountFen };
  }
}
