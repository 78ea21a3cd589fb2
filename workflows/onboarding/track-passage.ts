import { continueAsNew, isCancellation, workflowInfo } from '@temporalio/workflow';
import type {
  InstitutionActivities,
  OnboardingInput,
  OnboardingStage,
  Passage,
  SubmitAnswer,
  SubmitStageInput,
  TrackStage,
} from '@kequan/contracts';
import { DECIDED_BY_RULES, passage, submitStage } from '@kequan/contracts/pure';
import { Attempts } from '../kit/attempts';
import { DeadlineKeeper } from '../kit/deadline-keeper';
import { keyOf } from '../kit/keys';
import { Mailbox } from '../kit/mailbox';
import { onBeginning, onQuestion } from '../kit/messages';
import { homeSteps } from '../kit/policies';
import { answeredAll, historyIsLong } from '../kit/process-ends';
import { ProgressBoard } from '../kit/progress-board';
import { asRefusal, refusal } from '../kit/refusals';
import { UniqueHold } from '../kit/unique-hold';
import { review, type ReviewParts, type Verdict } from '../review/review';
import { ReviewDesk } from '../review/review-desk';
import { STAGE_SUBMISSION } from './shapes';
import { requireVoucherServices, takeIn, type StageSubmission } from './stage-submission';

/** How a passage ended: everything approved, with the last submission, or closed at a stage. */
type PassageEnd =
  { ended: 'passed'; last: StageSubmission | undefined } | { ended: 'closed'; stage: OnboardingStage };

/**
 * The passage of an institution through the stages of its track: each is submitted and reviewed, as often as it takes.
 * Every process that is such a passage shares it; what comes after the last stage is the process's own.
 */
export class TrackPassage {
  readonly attempts = new Attempts();
  private readonly home = homeSteps<InstitutionActivities>();
  private readonly unitCode: UniqueHold;
  private readonly submissions = new Mailbox<SubmitStageInput, SubmitAnswer>('StageNotOpen');
  private readonly reviews: ReviewParts;
  readonly board: ProgressBoard;
  private stageIndex: number;
  /** Whether a submission was ever recorded. A process whose first one is refused ends, and the next starts anew. */
  private begun = workflowInfo().continuedFromExecutionRunId !== undefined;

  constructor(private readonly input: OnboardingInput) {
    this.stageIndex = input.stageIndex;
    this.board = new ProgressBoard(input);
    this.reviews = {
      desk: new ReviewDesk(input.reviewEndedBy),
      board: this.board,
      deadlines: new DeadlineKeeper(this.home),
    };
    const { institutionId, heldUnitCode } = input;
    this.unitCode = new UniqueHold(
      {
        what: 'unit code',
        take: (unitCode) => this.home.reserveUnitCode({ institutionId, unitCode }),
        release: (unitCode) => this.home.releaseUnitCode({ institutionId, unitCode }),
      },
      this.attempts,
      heldUnitCode,
    );
    onQuestion(passage, () => this.soFar());
    // Every first submission is let in: refused at the door it would leave a process that waits for nobody.
    onBeginning(submitStage, STAGE_SUBMISSION, this.submissions, {
      rule: (message) => {
        if (this.begun) this.requireStage(message);
      },
      hasBegun: () => this.begun,
    });
  }

  private soFar(): Passage {
    const { programmeId, track, stages } = this.input;
    return { programmeId, track, passed: stages.slice(0, this.stageIndex).map(({ stage }) => stage) };
  }

  async run(): Promise<PassageEnd> {
    let last: StageSubmission | undefined;
    for (const trackStage of this.input.stages.slice(this.stageIndex)) {
      last = await this.pass(trackStage);
      if (!last) {
        await this.attempts.undoAll();
        return { ended: 'closed', stage: trackStage.stage };
      }
      this.stageIndex += 1;
    }
    return { ended: 'passed', last };
  }

  /** One stage, submitted and reviewed as often as it takes. @returns what was approved; undefined when all is over */
  private async pass(trackStage: TrackStage): Promise<StageSubmission | undefined> {
    this.board.show({ step: trackStage.stage, holder: 'applicant', waitingFor: 'fill' });
    for (;;) {
      await this.goOnAsNewWhenLong();
      const submission = await this.nextSubmission();
      if (!submission) return undefined;
      switch (await this.reviewed(trackStage, submission)) {
        case 'approve':
          this.unitCode.keep();
          return submission;
        case 'reject':
          return undefined;
        case 'return':
        case 'withdrawn':
        // The applicant edits and submits again.
      }
    }
  }

  /** Waits for a submission that breaks no rule, and records it. @returns undefined when the very first was refused */
  private async nextSubmission(): Promise<StageSubmission | undefined> {
    for (;;) {
      const letter = await this.submissions.next();
      try {
        const { message } = letter;
        this.requireStage(message);
        const submission = await takeIn(this.input, this.home, this.unitCode, this.attempts, message);
        this.begun = true;
        letter.answer({ revision: submission.result.revision });
        return submission;
      } catch (error) {
        letter.refuse(asRefusal(error));
        if (isCancellation(error)) throw error;
        if (!this.begun) return undefined;
      }
    }
  }

  private async reviewed(trackStage: TrackStage, submission: StageSubmission): Promise<Verdict> {
    const verdict = trackStage.automaticPass
      ? await this.passedByRules(trackStage, submission.keys.id)
      : await this.passedReview(trackStage, submission);
    submission.keep();
    return verdict;
  }

  /** The programme lets it pass: no rule was broken when it was recorded, and nobody is asked (SN 5.1). */
  private async passedByRules({ stage }: TrackStage, taskId: string): Promise<Verdict> {
    const { institutionId } = this.input;
    const decision = { outcome: 'approve' as const, comments: [], decidedBy: DECIDED_BY_RULES };
    await this.home.recordStageOutcome({
      institutionId,
      stage,
      taskId,
      key: keyOf(taskId, 'rules'),
      ...decision,
    });
    this.board.show({ step: stage, holder: 'nobody', waitingFor: 'approved' });
    return 'approve';
  }

  private passedReview(
    { stage, clock }: TrackStage,
    { keys, message, result: summary }: StageSubmission,
  ): Promise<Verdict> {
    const taskId = keys.id;
    const { instance, institutionId, programmeId } = this.input;
    return review(this.reviews, {
      instance,
      taskId,
      programmeId,
      subject: { kind: 'stage', id: institutionId, institutionId, stage },
      summary,
      clock,
      recordOutcome: async (decision) => {
        if (stage === 'qualification' && decision.outcome === 'approve')
          await requireVoucherServices(this.input, message);
        await this.home.recordStageOutcome({ institutionId, stage, ...decision });
      },
      recordWithdrawal: (end) => this.home.recordStageWithdrawal({ institutionId, stage, taskId, ...end }),
    });
  }

  private async goOnAsNewWhenLong(): Promise<void> {
    if (!historyIsLong()) return;
    await answeredAll();
    const heldUnitCode = this.unitCode.value;
    const { endedBy: reviewEndedBy } = this.reviews.desk;
    await continueAsNew<(input: OnboardingInput) => Promise<unknown>>({
      ...this.input,
      stageIndex: this.stageIndex,
      ...(heldUnitCode !== undefined && { heldUnitCode }),
      ...(reviewEndedBy !== undefined && { reviewEndedBy }),
    });
  }

  private requireStage({ stage }: SubmitStageInput): void {
    if (stage !== this.input.stages[this.stageIndex]?.stage) throw refusal('StageNotOpen');
  }
}
