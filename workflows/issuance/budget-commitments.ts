import { CHINA_CALENDAR, localDay } from '@kequan/contracts/pure';
import type { IssuanceInput, VoucherActivities } from '@kequan/contracts';
import { brokenRule } from '../kit/refusals';
import type { UndoList } from '../kit/undo';

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
    private readonly undo: UndoList,
    private readonly input: IssuanceInput,
  ) {}

  /**
   * Takes the money, then records the approval.
   * @param decisionKey the decision's key: each try of a reviewer is a commitment of its own
   * @throws `BudgetExhausted`, `CapExceeded`, and what recording throws; nothing is taken then
   */
  async whileMade(decisionKey: string, amountFen: number, record: () => Promise<void>): Promise<void> {
    const { applicationId, institutionId, programmeId } = this.input;
    const commitKey = `${decisionKey}/commit`;
    const year = Number(localDay(CHINA_CALENDAR, Date.now()).slice(0, 4));
    const budget = { applicationId, institutionId, programmeId, year };
    this.undo.register(commitKey, () =>
      this.home.releaseBudget({ ...budget, commitKey, key: `${commitKey}/undo` }),
    );
    try {
      await this.home.commitBudget({ ...budget, key: commitKey, amountFen });
    } catch (error) {
      // A refused commitment took nothing.
      if (brokenRule(error)) this.undo.forget(commitKey);
      else await this.undo.run(commitKey);
      throw error;
    }
    try {
      await record();
    } catch (error) {
      await this.undo.run(commitKey);
      throw error;
    }
    this.undo.forget(commitKey);
    this.made = { commitKey, year, amountFen };
  }
}
