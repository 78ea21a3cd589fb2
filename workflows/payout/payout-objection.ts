import { isCancellation } from '@temporalio/workflow';
import { DECIDED_BY_RULES, reviewWait } from '@kequan/contracts/pure';
import type {
  ObjectInput,
  PayoutObjectionInput,
  PayoutObjectionResult,
  SettlementActivities,
  SubmissionSummary,
} from '@kequan/contracts';
import { Attempts, type Taken } from '../kit/attempts';
import { DeadlineKeeper } from '../kit/deadline-keeper';
import { Mailbox } from '../kit/mailbox';
import { object, onMessage } from '../kit/messages';
import { homeSteps, stepsOf } from '../kit/policies';
import { toItsEnd } from '../kit/process-ends';
import { ProgressBoard } from '../kit/progress-board';
import { asRefusal, fineWhen, refusal } from '../kit/refusals';
import { shaped } from '../kit/shapes';
import { review, type Verdict } from '../review/review';
import { ReviewDesk } from '../review/review-desk';
import { OBJECTION } from './shapes';

/**
 * One objection to one line of a batch's public notice (F24): the line is held, the office rules. Upheld, the redemption is told
 * that nothing is paid; dismissed, the line goes on. Taken back it cannot be: it was raised in public.
 */
export async function payoutObjection(input: PayoutObjectionInput): Promise<PayoutObjectionResult> {
  const attempts = new Attempts();
  const home = homeSteps<SettlementActivities>();
  const board = new ProgressBoard(input);
  const reviews = { desk: new ReviewDesk(), board, deadlines: new DeadlineKeeper(home) };
  const objections = new Mailbox<ObjectInput, void>('BatchStepNotOpen');
  onMessage(
    object,
    (message) => {
      shaped(OBJECTION, message);
      if (!objections.open) throw refusal('BatchStepNotOpen');
    },
    (message) => objections.put(shaped(OBJECTION, message)),
  );

  return toItsEnd(attempts, async () => {
    const { objectionId, payoutId, programmeId, institutionId, instance, clock } = input;
    const letter = await objections.next();
    let objection: Objection;
    try {
      objection = await recorded(home, attempts, input, letter.message);
    } catch (error) {
      letter.refuse(asRefusal(error));
      if (isCancellation(error)) throw error;
      return { ended: 'refused' };
    }
    letter.answer();
    const { result: summary, keys } = objection;
    const taskId = keys.id;

    const verdict = await review(reviews, {
      instance,
      taskId,
      programmeId,
      subject: { kind: 'objection', id: objectionId, institutionId, stage: 'objection' },
      summary,
      clock,
      recordOutcome: ({ key, outcome, comments, decidedBy }) =>
        home.decideObjection({ objectionId, payoutId, key, taskId, outcome, comments, decidedBy }),
      recordWithdrawal: () => Promise.reject(refusal('NotUnderReview')),
    });
    objection.keep();
    const ended = endOf(verdict);
    if (ended === 'upheld') await stepsOf<SettlementActivities>(instance, 'settlement').tellEnd({ payoutId });
    board.showEnd({ step: 'objection', holder: 'nobody', waitingFor: ended });
    return { ended };
  });
}

/** An objection that holds its line; the identity of its try is its task's. */
type Objection = Taken & { readonly result: SubmissionSummary };

/** Holds the line. Undone by an operator who cancels the process, the objection is dismissed. */
function recorded(
  home: SettlementActivities,
  attempts: Attempts,
  { objectionId, batchId, payoutId, clock }: PayoutObjectionInput,
  { key, reason, objectedBy }: ObjectInput,
): Promise<Objection> {
  return attempts.attempt(
    'objection',
    () =>
      home.recordObjection({
        ...{ objectionId, batchId, payoutId, key, reason, objectedBy },
        clock: reviewWait(clock),
      }),
    ({ id: taskId, undo }) =>
      home
        .decideObjection({
          ...{ objectionId, payoutId, taskId, key: undo },
          ...{ outcome: 'reject', comments: [], decidedBy: DECIDED_BY_RULES },
        })
        .catch(fineWhen('NotUnderReview')),
  );
}

function endOf(verdict: Verdict): 'upheld' | 'dismissed' {
  return verdict === 'approve' ? 'upheld' : 'dismissed';
}
