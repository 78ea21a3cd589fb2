import { CancellationScope, continueAsNew, isCancellation } from '@temporalio/workflow';
import type {
  AdmittedUser,
  ApplicationSummary,
  FilesActivities,
  InstitutionActivities,
  IssuanceInput,
  IssuanceResult,
  SubmitAnswer,
  SubmitApplicationInput,
  VoucherActivities,
} from '@kequan/contracts';
import { reviewWait, submitApplication } from '@kequan/contracts/pure';
import { Attempts, type Taken } from '../kit/attempts';
import { DeadlineKeeper } from '../kit/deadline-keeper';
import { keyOf } from '../kit/keys';
import { Mailbox } from '../kit/mailbox';
import { onBeginning } from '../kit/messages';
import { askOf, homeSteps } from '../kit/policies';
import { answeredAll, toItsEnd } from '../kit/process-ends';
import { ProgressBoard } from '../kit/progress-board';
import { asRefusal, fineWhen, refusal } from '../kit/refusals';
import { NOT_APPROVED, review, type ReviewParts, type Verdict } from '../review/review';
import { ReviewDesk } from '../review/review-desk';
import { BudgetCommitments, type Commitment } from './budget-commitments';
import { APPLICATION_SUBMISSION } from './shapes';
import { VoucherLife } from './voucher-life';

/** An application that is recorded; the identity of its try is its task's. */
type Submission = Taken & { readonly result: ApplicationSummary };

/**
 * One application for a voucher (SN 5.2) and, once it is approved, the life of its voucher: submitted, reviewed, paid for
 * by the budget, issued; then reminded of, spent, given back or expired. What comes back is submitted again as a new run.
 */
export async function voucherIssuance(input: IssuanceInput): Promise<IssuanceResult> {
  const issuance = new Issuance(input);
  return toItsEnd(issuance.attempts, () => issuance.run());
}

class Issuance {
  readonly attempts = new Attempts();
  private readonly home = homeSteps<VoucherActivities>();
  private readonly reviews: ReviewParts;
  private readonly board: ProgressBoard;
  private readonly submissions = new Mailbox<SubmitApplicationInput, SubmitAnswer>('StageNotOpen');
  private readonly life: VoucherLife;
  private readonly commitments: BudgetCommitments;

  constructor(private readonly input: IssuanceInput) {
    this.board = new ProgressBoard(input);
    this.reviews = {
      desk: new ReviewDesk(input.reviewEndedBy),
      board: this.board,
      deadlines: new DeadlineKeeper(this.home),
    };
    this.life = new VoucherLife(this.home, this.board, input);
    this.commitments = new BudgetCommitments(this.home, this.attempts, input);
    // A run that goes on with an issued voucher takes no application any more.
    if (input.voucher) this.submissions.close();
    onBeginning(submitApplication, APPLICATION_SUBMISSION, this.submissions);
  }

  async run(): Promise<IssuanceResult> {
    if (this.input.voucher) return { ended: await this.life.toItsEnd(this.input.voucher) };
    this.board.show({ step: 'application', holder: 'applicant', waitingFor: 'fill' });
    const submission = await this.submitted();
    if (!submission) return { ended: 'refused' };
    const verdict = await this.reviewed(submission.keys.id, submission.result);
    submission.keep();
    const { made } = this.commitments;
    if (verdict !== 'approve') return { ended: NOT_APPROVED[verdict] };
    if (!made) throw new TypeError('an approval without a commitment');
    return this.goOnWith(made);
  }

  /** Waits for the submission, checks and records it. @returns undefined when it broke a rule, and its sender was told */
  private async submitted(): Promise<Submission | undefined> {
    const letter = await this.submissions.next();
    let submission: Submission;
    try {
      submission = await this.recorded(letter.message);
    } catch (error) {
      letter.refuse(asRefusal(error));
      if (isCancellation(error)) throw error;
      return undefined;
    }
    letter.answer({ revision: submission.result.revision });
    return submission;
  }

  /** Asks the other services, both at once: the unit must be admitted (R14), the statements are bound. */
  private async recorded(message: SubmitApplicationInput): Promise<Submission> {
    const { applicationId, instance, clock } = this.input;
    const { key, version, submittedBy, attachmentIds } = message;
    const files = askOf<FilesActivities>(instance, 'files');
    const [user] = await Promise.all([
      this.admittedUser(),
      files.attach({ fileIds: attachmentIds, ownerAccountId: submittedBy, subjectId: applicationId }),
    ]);
    return this.attempts.attempt(
      'application',
      () =>
        this.home.recordApplication({
          ...{ applicationId, key, version, submittedBy, user },
          clock: reviewWait(clock),
        }),
      ({ id: taskId, undo }) =>
        this.home
          .recordApplicationWithdrawal({ applicationId, taskId, withdrawnBy: submittedBy, key: undo })
          .catch(fineWhen('NotUnderReview')),
    );
  }

  /** Who applies, as an admitted user of now (R14). @throws `UserNotAdmitted` */
  private admittedUser(): Promise<AdmittedUser> {
    const { institutionId, instance } = this.input;
    return askOf<InstitutionActivities>(instance, 'institution').requireAdmittedUser({ institutionId });
  }

  private reviewed(taskId: string, { requestedFen, ...summary }: ApplicationSummary): Promise<Verdict> {
    const { applicationId, institutionId, programmeId, instance, clock } = this.input;
    return review(this.reviews, {
      instance,
      taskId,
      programmeId,
      subject: { kind: 'application', id: applicationId, institutionId, stage: 'application' },
      summary,
      clock,
      recordOutcome: async ({ approvedFen = requestedFen, ...decision }) => {
        if (decision.outcome !== 'approve')
          return this.home.recordApplicationOutcome({ applicationId, ...decision });
        if (approvedFen > requestedFen) throw refusal('InputInvalid', { count: 1 });
        // The enrolment may have been taken back since it was applied for (R04, R14, M26): no voucher for whom nobody admits.
        await this.admittedUser();
        return this.commitments.whileMade(approvedFen, () =>
          this.home.recordApplicationOutcome({ applicationId, ...decision, approvedFen }),
        );
      },
      recordWithdrawal: (withdrawal) =>
        this.home.recordApplicationWithdrawal({ applicationId, taskId, ...withdrawal }),
    });
  }

  /** Approved and paid for: also a cancelled process issues the voucher. Its life, a year or more, is a run of its own. */
  private goOnWith({ commitKey, year, amountFen }: Commitment): Promise<never> {
    const { applicationId, validityDays } = this.input;
    return CancellationScope.nonCancellable(async () => {
      const voucher = await this.home.issueVoucher({
        applicationId,
        key: keyOf(commitKey, 'issue'),
        commitKey,
        year,
        amountFen,
        validityDays,
      });
      await answeredAll();
      const { endedBy: reviewEndedBy } = this.reviews.desk;
      return continueAsNew<typeof voucherIssuance>({
        ...this.input,
        voucher,
        ...(reviewEndedBy !== undefined && { reviewEndedBy }),
      });
    });
  }
}
