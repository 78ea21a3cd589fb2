import { isCancellation } from '@temporalio/workflow';
import type {
  FilesActivities,
  InstitutionActivities,
  PublicationInput,
  PublicationResult,
  SubmissionSummary,
  SubmitAnswer,
  SubmitPublicationInput,
} from '@kequan/contracts';
import { reviewWait, submitPublication } from '@kequan/contracts/pure';
import { Attempts, type Taken } from '../kit/attempts';
import { DeadlineKeeper } from '../kit/deadline-keeper';
import { Mailbox } from '../kit/mailbox';
import { onBeginning } from '../kit/messages';
import { askOf } from '../kit/policies';
import { toItsEnd } from '../kit/process-ends';
import { ProgressBoard } from '../kit/progress-board';
import { asRefusal, fineWhen } from '../kit/refusals';
import { NOT_APPROVED, review } from '../review/review';
import { ReviewDesk } from '../review/review-desk';
import { publicationSteps, type PublicationSteps } from './publication-steps';
import { PUBLICATION_SUBMISSION } from './shapes';

/**
 * One submission of one thing that a provider publishes, a service or a record (JS step 3, SN 4.2-4.5): checked, recorded, reviewed. What comes
 * back is submitted again as a new run.
 */
export async function publication(input: PublicationInput): Promise<PublicationResult> {
  const attempts = new Attempts();
  const steps = publicationSteps(input.kind);
  const board = new ProgressBoard(input);
  const reviews = { desk: new ReviewDesk(), board, deadlines: new DeadlineKeeper(steps) };
  const submissions = new Mailbox<SubmitPublicationInput, SubmitAnswer>('StageNotOpen');
  onBeginning(submitPublication, PUBLICATION_SUBMISSION, submissions);

  return toItsEnd(attempts, async () => {
    const { id, instance, institutionId, programmeId, kind, clock } = input;
    board.show({ step: kind, holder: 'applicant', waitingFor: 'fill' });
    const letter = await submissions.next();
    let submission: Submission;
    try {
      const { message } = letter;
      await check(input, message);
      submission = await recorded(steps, attempts, input, message);
    } catch (error) {
      letter.refuse(asRefusal(error));
      if (isCancellation(error)) throw error;
      return { ended: 'refused' };
    }
    const { result: summary, keys } = submission;
    const taskId = keys.id;
    letter.answer({ revision: summary.revision });

    const verdict = await review(reviews, {
      instance,
      taskId,
      programmeId,
      subject: { kind, id, institutionId, stage: kind },
      summary,
      clock,
      recordOutcome: async (decision) => {
        // The shop may have closed since it was submitted (R04, R08, M26): nothing is listed in it then.
        if (decision.outcome === 'approve') await requireOpenShop(input);
        await steps.decide({ id, ...decision });
      },
      recordWithdrawal: (withdrawal) => steps.withdraw({ id, taskId, ...withdrawal }),
    });
    submission.keep();
    return { ended: { ...NOT_APPROVED, approve: 'listed' as const }[verdict] };
  });
}

/** A submission that is recorded; the identity of its try is its task's. */
type Submission = Taken & { readonly result: SubmissionSummary };

/** Asks the other services, both at once: the shop must be open (R08), the attachments are bound. */
async function check(
  input: PublicationInput,
  { attachmentIds, submittedBy }: SubmitPublicationInput,
): Promise<void> {
  const { id, instance } = input;
  const files = askOf<FilesActivities>(instance, 'files');
  await Promise.all([
    requireOpenShop(input),
    ...(attachmentIds.length > 0
      ? [files.attach({ fileIds: attachmentIds, ownerAccountId: submittedBy, subjectId: id })]
      : []),
  ]);
}

/** Lets a thing be submitted or listed only while its provider's shop is open. @throws `OpenShopRequired` */
function requireOpenShop({ instance, institutionId }: PublicationInput): Promise<void> {
  return askOf<InstitutionActivities>(instance, 'institution').requireOpenShop({ institutionId });
}

function recorded(
  steps: PublicationSteps,
  attempts: Attempts,
  { id, clock }: PublicationInput,
  { version, submittedBy, key }: SubmitPublicationInput,
): Promise<Submission> {
  return attempts.attempt(
    'submission',
    () => steps.submit({ id, version, submittedBy, key, clock: reviewWait(clock) }),
    ({ id: taskId, undo }) =>
      steps.withdraw({ id, taskId, withdrawnBy: submittedBy, key: undo }).catch(fineWhen('NotUnderReview')),
  );
}
