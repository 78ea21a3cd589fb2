import { CancellationScope } from '@temporalio/workflow';
import type { InstitutionActivities } from '@kequan/contracts';
import type { UndoList } from './undo';

/** The unit code that an onboarding holds for its institution until the registration is approved. */
export class UnitCodeHold {
  private heldCode: string | undefined;

  /** @param heldCode the code that an earlier run of the same process took and handed on */
  constructor(
    private readonly home: Pick<InstitutionActivities, 'reserveUnitCode' | 'releaseUnitCode'>,
    private readonly undo: UndoList,
    private readonly institutionId: string,
    heldCode: string | undefined,
  ) {
    this.heldCode = heldCode;
    if (heldCode !== undefined) this.registerRelease(heldCode);
  }

  /** The code held, for the run that goes on as a new one. */
  get code(): string | undefined {
    return this.heldCode;
  }

  /**
   * Takes a code for as long as `recording` needs. Once that is done, the code before it is released; when it fails,
   * the new one is.
   * @throws what taking the code (`UnitCodeTaken`) or the recording throws
   */
  async holdWhile<T>(unitCode: string, recording: () => Promise<T>): Promise<T> {
    const before = this.heldCode;
    const changed = unitCode !== before;
    this.registerRelease(unitCode);
    try {
      // Shielded, so that the undo never runs while the step may still be on its way.
      await CancellationScope.nonCancellable(() =>
        this.home.reserveUnitCode({ institutionId: this.institutionId, unitCode }),
      );
      const recorded = await recording();
      this.heldCode = unitCode;
      if (changed && before !== undefined) await this.undo.run(undoName(before));
      return recorded;
    } catch (error) {
      if (changed) await this.undo.run(undoName(unitCode));
      throw error;
    }
  }

  /** The registration is approved: the code is the institution's for ever. */
  keep(): void {
    if (this.heldCode !== undefined) this.undo.forget(undoName(this.heldCode));
    this.heldCode = undefined;
  }

  private registerRelease(unitCode: string): void {
    this.undo.register(undoName(unitCode), () =>
      this.home.releaseUnitCode({ institutionId: this.institutionId, unitCode }),
    );
  }
}

function undoName(unitCode: string): string {
  return `reserve unit code ${unitCode}`;
}
