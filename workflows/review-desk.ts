import type { DecideInput, WithdrawInput } from '@kequan/contracts';
import { Mailbox, type Letter } from './mailbox';
import { decide, onMessage, withdraw } from './messages';
import { refusal } from './refusals';
import { DECISION, shaped, WITHDRAWAL } from './shapes';

/** What ends a review: a decision, or the applicant taking the submission back. */
export type ReviewEnd =
  { kind: 'decided'; decision: DecideInput } | { kind: 'withdrawn'; withdrawal: WithdrawInput };

/** Where decisions and withdrawals come in; registered once by a process, open while a task is. */
export class ReviewDesk {
  private openTaskId: string | undefined;
  private expectedTaskId: string | undefined;
  private readonly mailbox = new Mailbox<ReviewEnd, void>('TaskNotOpen');

  constructor() {
    onMessage(
      decide,
      (decision) => this.requireDecidable(decision),
      (decision) => this.mailbox.put({ kind: 'decided', decision: shaped(DECISION, decision) }),
    );
    onMessage(
      withdraw,
      (withdrawal) => this.requireWithdrawable(withdrawal),
      (withdrawal) => this.mailbox.put({ kind: 'withdrawn', withdrawal: shaped(WITHDRAWAL, withdrawal) }),
    );
  }

  /** A task is told of before it can be decided: who is so fast is asked to come again, and not told that it is over. */
  expect(taskId: string): void {
    this.expectedTaskId = taskId;
  }

  /** Lets the task be decided, or withdrawn, from now on. */
  open(taskId: string): void {
    this.openTaskId = taskId;
    this.expectedTaskId = undefined;
  }

  /** Waits for the next decision or withdrawal. */
  next(): Promise<Letter<ReviewEnd, void>> {
    return this.mailbox.next();
  }

  /** The review is over: who comes later is refused. */
  close(): void {
    this.openTaskId = undefined;
    this.mailbox.close();
  }

  private requireDecidable(input: DecideInput): void {
    const decision = shaped(DECISION, input);
    if (decision.taskId === this.expectedTaskId) throw refusal('Unavailable');
    if (decision.taskId !== this.openTaskId || !this.mailbox.open) throw refusal('TaskNotOpen');
    if (decision.outcome !== 'approve' && decision.comments.length === 0) throw refusal('CommentRequired');
  }

  private requireWithdrawable(input: WithdrawInput): void {
    shaped(WITHDRAWAL, input);
    if (this.openTaskId === undefined || !this.mailbox.open) throw refusal('NotUnderReview');
  }
}
