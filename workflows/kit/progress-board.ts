import { setCurrentDetails } from '@temporalio/workflow';
import { CHINA_CALENDAR, localDay, progress, text, type Progress } from '@kequan/contracts/pure';
import { onQuestion } from './messages';

type Shown = Omit<Progress, 'sinceMs'>;

/** Tells where a process stands and who must act next: to the progress query, and to operators in the Temporal UI. */
export class ProgressBoard {
  private shown: Progress | undefined;

  constructor() {
    onQuestion(progress, () => this.shown);
  }

  show(now: Shown): void {
    this.shown = { ...now, sinceMs: Date.now() };
    setCurrentDetails(wordsOf(this.shown));
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
