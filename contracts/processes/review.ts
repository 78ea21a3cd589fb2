import type { Deduction } from '../deal';
import type { FailureParams } from '../failures';
import type { ReviewComment, ReviewOutcome } from '../review-outcome';
import { message, question, type Message } from './message';

/** The decision of a reviewer, as it enters a workflow. `key` makes a retry harmless. */
export interface DecideInput {
  key: string;
  taskId: string;
  outcome: ReviewOutcome;
  comments: ReviewComment[];
  decidedBy: string;
  /** How much the approval of a voucher application grants; all that was asked for when it is missing. */
  approvedFen?: number | undefined;
  /** Of a claim alone: what is taken off, and why; with `approvedFen` they add up to what was claimed (F23). */
  deductions?: Deduction[] | undefined;
}
/** By which a decision enters any process with a review step. */
export const decide: Message<DecideInput, void> = message('decide');

/** What a submission is answered with, as soon as it is recorded: which submission of this form it is, from 1. */
export interface SubmitAnswer {
  revision: number;
}

export interface WithdrawInput {
  key: string;
  withdrawnBy: string;
}
/** The applicant takes the submission back to edit it (SN 4.1 撤回并修改). */
export const withdraw: Message<WithdrawInput, void> = message('withdraw');

/** Who decided what no person did: the rules, in a stage with automatic pass (SN 5.1 系统直接通过审核). */
export const DECIDED_BY_RULES = '00000000-0000-0000-0000-000000000000';

/** Who must act next. */
export type BallHolder = 'applicant' | 'provider' | 'reviewer' | 'nobody';

/** What a process answers when asked where it stands: in codes, put into words by whoever shows it. */
export interface Progress {
  step: string;
  holder: BallHolder;
  waitingFor: string;
  sinceMs: number;
  dueAtMs?: number;
  dueCertain?: boolean;
  params?: FailureParams;
}
/** Where a process stands; undefined before it has shown anything. */
export const progress = question<Progress | undefined>('progress');
