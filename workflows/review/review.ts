import { CancellationScope, workflowInfo } from '@temporalio/workflow';
import type {
  Deadlines,
  DecideInput,
  OpenTask,
  ReviewActivities,
  ReviewClock,
  ReviewOutcome,
  SubmissionSummary,
  TaskToOpen,
  WithdrawInput,
} from '@kequan/contracts';
import { nudgesInOrder, reviewWait } from '@kequan/contracts/pure';
import { alongside } from '../kit/alongside';
import type { DeadlineKeeper } from '../kit/deadline-keeper';
import { keyOf } from '../kit/keys';
import { stepsOf } from '../kit/policies';
import type { ProgressBoard } from '../kit/progress-board';
import { asRefusal } from '../kit/refusals';
import type { ReviewDesk, ReviewEnd } from './review-desk';

/** What every review of a process works with. */
export interface ReviewParts {
  desk: ReviewDesk;
  board: ProgressBoard;
  deadlines: DeadlineKeeper;
}

/** One review: what is reviewed, by whom and until when, and how the home keeps the result. */
export interface Review {
  instance: string;
  taskId: string;
  programmeId: string;
  subject: OpenTask['subject'];
  summary: SubmissionSummary;
  clock: ReviewClock;
  /** Whether the event of what is reviewed opens the task (decision 0013); a step opens it otherwise. */
  toldOf?: boolean;
  recordOutcome: (decision: DecideInput) => Promise<void>;
  recordWithdrawal: (withdrawal: WithdrawInput) => Promise<void>;
}

/** How a review ended. */
export type Verdict = ReviewOutcome | 'withdrawn';

/** What a submission has come to that was not approved. */
export const NOT_APPROVED = { return: 'returned', reject: 'rejected', withdrawn: 'withdrawn' } as const;

/**
 * The human task that all processes share: opens a task, waits for the decision, reminds and escalates by working days,
 * and answers what was decided. Whoever decides or withdraws is answered after the home has recorded it, so that he
 * reads his own write. Review closes the task by the event that tells of it.
 */
export async function review({ desk, board, deadlines }: ReviewParts, it: Review): Promise<Verdict> {
  const clock = reviewWait(it.clock);
  const { deadlines: told = await deadlines.reckon(clock, Date.now()) } = it.summary;
  const show = ({ sinceMs, dueAtMs, dueCertain }: Deadlines): void =>
    board.show({
      step: it.subject.stage,
      holder: 'reviewer',
      waitingFor: 'reviewing',
      ...{ sinceMs, dueAtMs, dueCertain, clock },
      params: { reviewer: it.clock.reviewer },
    });
  desk.open(it.taskId);
  show(told);

  const openAndNudge = async (): Promise<void> => {
    const tasks = stepsOf<ReviewActivities>(it.instance, 'review');
    const nudges = nudgesInOrder(it.clock);
    if (!it.toldOf) await tasks.openTask(taskOf(it, told));
    await deadlines.keep(clock, told, {
      moved: show,
      nudged: async (index, now) => {
        const nudge = nudges[index];
        if (!nudge) return;
        // Whatever became of the event: nobody is reminded of a task that is not there.
        if (it.toldOf && index === 0) await tasks.openTask(taskOf(it, now));
        const { afterWorkingDays, action, to } = nudge;
        const key = keyOf(it.taskId, action, afterWorkingDays);
        await tasks.nudgeTask({ taskId: it.taskId, key, action, to });
      },
    });
  };

  try {
    const verdict = await alongside(() => recordedEnd(desk, it), openAndNudge);
    board.show({ step: it.subject.stage, ...SHOWN_AFTER[verdict] });
    return verdict;
  } finally {
    desk.close();
  }
}

/** A new task under a clock, for the step whose event opens it. */
export function taskToOpen(taskId: string, { reviewer, workingDays }: ReviewClock): TaskToOpen {
  return { taskId, workflowId: workflowInfo().workflowId, candidateRole: reviewer, workingDays };
}

const SHOWN_AFTER = {
  approve: { holder: 'nobody', waitingFor: 'approved' },
  return: { holder: 'applicant', waitingFor: 'returned' },
  reject: { holder: 'applicant', waitingFor: 'rejected' },
  withdrawn: { holder: 'applicant', waitingFor: 'fill' },
} as const;

function taskOf(it: Review, { sinceMs, dueAtMs, dueCertain }: Deadlines): OpenTask {
  const { title, revision, applicantAccountId } = it.summary;
  return {
    taskId: it.taskId,
    workflowId: workflowInfo().workflowId,
    programmeId: it.programmeId,
    subject: it.subject,
    ...{ title, revision, applicantAccountId },
    candidateRole: it.clock.reviewer,
    workingDays: it.clock.workingDays,
    openedAtMs: sinceMs,
    dueAtMs,
    dueCertain,
  };
}

/** Waits for an end that the home could record. One that it could not is refused, and the task stays open. */
async function recordedEnd(desk: ReviewDesk, it: Review): Promise<Verdict> {
  for (;;) {
    const letter = await desk.next();
    try {
      // Shielded: a cancelled process must know whether the fact was changed.
      await CancellationScope.nonCancellable(() => record(it, letter.message));
    } catch (error) {
      letter.refuse(asRefusal(error));
      continue;
    }
    desk.recorded(letter.message);
    letter.answer();
    return letter.message.kind === 'decided' ? letter.message.decision.outcome : 'withdrawn';
  }
}

function record(it: Review, end: ReviewEnd): Promise<void> {
  switch (end.kind) {
    case 'decided':
      return it.recordOutcome(end.decision);
    case 'withdrawn':
      return it.recordWithdrawal(end.withdrawal);
  }
}
