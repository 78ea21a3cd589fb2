import {
  CancellationScope,
  condition,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { CHINA_CALENDAR, localDay, text, type Progress } from '@kequan/contracts/pure';
import type { WaitClock } from '@kequan/contracts';
import { progress } from './messages';
import { searchPairs, type About } from './search-pairs';

/** What a process shows of itself. */
export type Shown = Omit<Progress, 'sinceMs'> & {
  /** The clock behind the due instant, where it is reckoned in working days. */
  clock?: WaitClock;
  /** From when it was reckoned, in epoch milliseconds; now, when it is missing. */
  sinceMs?: number;
};

/** Tells where a process stands and who must act next: to the progress query, and to operators in the Temporal UI. */
export class ProgressBoard {
  private shown: Progress | undefined;
  private unsaid: Shown | undefined;

  /** @param about what the process is about, by which it is found */
  constructor(private readonly about: About) {
    setHandler(progress, () => this.shown);
    // Shielded: a cancelled process shows how it ends.
    void CancellationScope.nonCancellable(() => this.keepSearchable());
  }

  show(now: Shown): void {
    const { clock: _, ...told } = now;
    this.shown = { sinceMs: Date.now(), ...told };
    setCurrentDetails(wordsOf(this.shown));
    this.unsaid = now;
  }

  /** Shows where a process ends: there is no later moment at which it could be found by it. */
  showEnd(now: Shown): void {
    this.show(now);
    this.upsert();
  }

  /** Brings the search attributes up to date once an act is done, so that an act costs one event, however much it shows. */
  private async keepSearchable(): Promise<void> {
    for (;;) {
      await condition(() => this.unsaid !== undefined);
      this.upsert();
    }
  }

  private upsert(): void {
    if (!this.unsaid) return;
    upsertSearchAttributes(searchPairs(this.about, this.unsaid));
    this.unsaid = undefined;
  }
}

/** What an operator reads, in Chinese and English. */
function wordsOf(shown: Progress): string {
  const lines = (['zh', 'en'] as const).map((language) => {
    const words = text(language, `tracker.${shown.waitingFor}`, {
      stage: text(language, `stages.${shown.step}`),
      reviewer: text(language, `roles.${String(shown.params?.['reviewer'])}`),
    });
    if (shown.dueAtMs === undefined) return words;
    const due = text(language, 'tracker.due', { due: localDay(CHINA_CALENDAR, shown.dueAtMs - 1) });
    return `${words} ${due}${shown.dueCertain === false ? text(language, 'calendar.uncertain') : ''}`;
  });
  return lines.join('\n\n');
}
