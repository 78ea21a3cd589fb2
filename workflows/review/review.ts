import { CancellationScope, workflowInfo } from '@temporalio/workflow';
import type {
  Deadline,
  DecideInput,
  OpenTask,
  ReviewActivities,
  ReviewClock,
  ReviewOutcome,
  SubmissionSummary,
  TaskToOpen,
  WithdrawInput,
} from '@kequan/contracts';
import { alongside } from '../kit/alongside';
import { keyOf } from '../kit/keys';
import { stepsOf } from '../kit/policies';
import type { ProgressBoard } from '../kit/progress-board';
import { asRefusal } from '../kit/refusals';
import { nudgeAtMs, reviewDue, sleepUntil } from '../kit/working-days';
import type { ReviewDesk, ReviewEnd } from './review-desk';

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
  /** How its reminders wait for their time; by timers of their own when it is missing. */
  sleepUntil?: (atMs: number) => Promise<void>;
}

/** How a review ended. */
export type Verdict = ReviewOutcome | 'withdrawn';

/**
 * The human task that all processes share: opens a task, waits for the decision, reminds and escalates by working days,
 * and answers what was decided. Whoever decides or withdraws is answered after the home has recorded it, so that he
 * reads his own write. Review closes the task by the event that tells of it.
 */
export async function review(desk: ReviewDesk, board: ProgressBoard, it: Review): Promise<Verdict> {
  const openedAtMs = Date.now();
  const due = reviewDue(openedAtMs, it.clock.workingDays);
  desk.open(it.taskId);
  board.show({
    step: it.subject.stage,
    holder: 'reviewer',
    waitingFor: 'reviewing',
    dueAtMs: due.atMs,
    dueCertain: due.certain,
    params: { reviewer: it.clock.reviewer },
  });

  const openAndNudge = async (): Promise<void> => {
    const tasks = stepsOf<ReviewActivities>(it.instance, 'review');
    const openTask = (): Promise<void> => letGoOn(() => tasks.openTask(taskOf(it, openedAtMs, due)));
    if (!it.toldOf) await openTask();
    for (const [index, { afterWorkingDays, action, to }] of nudgesInOrder(it.clock).entries()) {
      await (it.sleepUntil ?? sleepUntil)(nudgeAtMs(openedAtMs, afterWorkingDays));
      // Whatever became of the event: nobody is reminded of a task that is not there.
      if (it.toldOf && index === 0) await openTask();
      const key = keyOf(it.taskId, action, afterWorkingDays);
      await letGoOn(() => tasks.nudgeTask({ taskId: it.taskId, key, action, to }));
    }
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

function taskOf(it: Review, openedAtMs: number, due: Deadline): OpenTask {
  return {
    taskId: it.taskId,
    workflowId: workflowInfo().workflowId,
    programmeId: it.programmeId,
    subject: it.subject,
    ...it.summary,
    candidateRole: it.clock.reviewer,
    openedAtMs,
    dueAtMs: due.atMs,
    dueCertain: due.certain,
  };
}

/**
 * When a review ends, only its waiting is cancelled. A step on its way goes on: the decision may come while its answer is
 * under way, and review leaves closed tasks alone.
 */
function letGoOn(step: () => Promise<void>): Promise<void> {
  return CancellationScope.nonCancellable(step);
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

function nudgesInOrder(clock: ReviewClock): ReviewClock['nudges'] {
  return [...clock.nudges].sort((a, b) => a.afterWorkingDays - b.afterWorkingDays);
}
