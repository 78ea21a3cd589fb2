import type { DecideInput, WithdrawInput } from '@kequan/contracts';
import { decide, withdraw } from '@kequan/contracts/pure';
import { Mailbox, type Letter } from '../kit/mailbox';
import { onMessage } from '../kit/messages';
import { refusal } from '../kit/refusals';
import { DECISION, WITHDRAWAL } from './shapes';

/** What ends a review: a decision, or the applicant taking the submission back. */
export type ReviewEnd =
  { kind: 'decided'; decision: DecideInput } | { kind: 'withdrawn'; withdrawal: WithdrawInput };

/** Where decisions and withdrawals come in; registered once by a process, open while a task is. */
export class ReviewDesk {
  private openTaskId: string | undefined;
  private expectedTaskId: string | undefined;
  private readonly mailbox = new Mailbox<ReviewEnd, void>('TaskNotOpen');

  /** @param endedBy the key of what ended the last review of the run before, whose Updates this run does not know */
  constructor(private ended?: string) {
    onMessage(decide, DECISION, {
      rule: (decision) => this.requireDecidable(decision),
      handle: (decision) => this.put({ kind: 'decided', decision }, decision.key),
    });
    onMessage(withdraw, WITHDRAWAL, {
      rule: (withdrawal) => this.requireWithdrawable(withdrawal),
      handle: (withdrawal) => this.put({ kind: 'withdrawn', withdrawal }, withdrawal.key),
    });
  }

  /** The key of what ended the last review, for the run that goes on. */
  get endedBy(): string | undefined {
    return this.ended;
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

  /** The home has recorded what ended the review. */
  recorded(end: ReviewEnd): void {
    this.ended = end.kind === 'decided' ? end.decision.key : end.withdrawal.key;
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

  /** What ended the last review already is answered again, and changes nothing. */
  private put(end: ReviewEnd, key: string): Promise<void> {
    return key === this.ended ? Promise.resolve() : this.mailbox.put(end);
  }

  private requireDecidable(decision: DecideInput): void {
    if (decision.key === this.ended) return;
    if (decision.taskId === this.expectedTaskId) throw refusal('Unavailable');
    if (decision.taskId !== this.openTaskId) throw refusal('TaskNotOpen');
    this.mailbox.requireOpen();
    if (decision.outcome !== 'approve' && decision.comments.length === 0) throw refusal('CommentRequired');
  }

  private requireWithdrawable({ key }: WithdrawInput): void {
    if (key === this.ended) return;
    if (this.openTaskId === undefined) throw refusal('NotUnderReview');
    this.mailbox.requireFree();
    if (!this.mailbox.open) throw refusal('NotUnderReview');
  }
}
