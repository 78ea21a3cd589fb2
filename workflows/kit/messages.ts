import {
  ApplicationFailure,
  defineQuery,
  defineSignal,
  defineUpdate,
  log,
  setHandler,
} from '@temporalio/workflow';
import type { SignalDefinition, UpdateDefinition } from '@temporalio/common';
import {
  CANCEL,
  CLAIM,
  COLLECT,
  COMPLETE,
  CONFIRM,
  DECIDE,
  OBJECT,
  ORDER,
  PASSAGE,
  PAYOUT_ENDED,
  POSTPONE,
  PROGRESS,
  RELEASE,
  REPLY,
  RETURN_VOUCHER,
  SPENT,
  SUBMIT,
  TAKE,
  WITHDRAW,
  type CancelInput,
  type ClaimInput,
  type CollectAnswer,
  type CollectInput,
  type CompleteInput,
  type ConfirmInput,
  type DecideInput,
  type ObjectInput,
  type OrderInput,
  type Passage,
  type PayoutEndedInput,
  type PostponeInput,
  type Progress,
  type ReleaseAnswer,
  type ReleaseInput,
  type ReplyInput,
  type ReturnVoucherInput,
  type SubmitAnswer,
  type SubmitApplicationInput,
  type SubmitDealInput,
  type SubmitPublicationInput,
  type SubmitStageInput,
  type TakeInput,
  type WithdrawInput,
} from '@kequan/contracts/pure';

/** What a person tells a process: an Update, which is answered, and its Signal twin of the same name. */
export interface Message<Input, Answer> {
  name: string;
  update: UpdateDefinition<Answer, [Input]>;
  signal: SignalDefinition<[Input]>;
}

function defineMessage<Input, Answer>(name: string): Message<Input, Answer> {
  return { name, update: defineUpdate<Answer, [Input]>(name), signal: defineSignal<[Input]>(name) };
}

export const submitStage = defineMessage<SubmitStageInput, SubmitAnswer>(SUBMIT);
export const submitPublication = defineMessage<SubmitPublicationInput, SubmitAnswer>(SUBMIT);
export const submitApplication = defineMessage<SubmitApplicationInput, SubmitAnswer>(SUBMIT);
export const submitDeal = defineMessage<SubmitDealInput, SubmitAnswer>(SUBMIT);
export const reply = defineMessage<ReplyInput, SubmitAnswer>(REPLY);
export const order = defineMessage<OrderInput, SubmitAnswer>(ORDER);
export const take = defineMessage<TakeInput, SubmitAnswer>(TAKE);
export const complete: Message<CompleteInput, SubmitAnswer> = defineMessage(COMPLETE);
export const confirm = defineMessage<ConfirmInput, SubmitAnswer>(CONFIRM);
export const claim = defineMessage<ClaimInput, SubmitAnswer>(CLAIM);
export const postpone = defineMessage<PostponeInput, SubmitAnswer>(POSTPONE);
export const cancel = defineMessage<CancelInput, SubmitAnswer>(CANCEL);
/** A payout of the deal ended, well or not. */
export const payoutEnded = defineSignal<[PayoutEndedInput]>(PAYOUT_ENDED);
export const returnVoucher: Message<ReturnVoucherInput, void> = defineMessage(RETURN_VOUCHER);
/** Nothing of the voucher is left. */
export const spent = defineSignal(SPENT);
export const collect: Message<CollectInput, CollectAnswer> = defineMessage(COLLECT);
export const release: Message<ReleaseInput, ReleaseAnswer> = defineMessage(RELEASE);
export const object: Message<ObjectInput, void> = defineMessage(OBJECT);
export const decide: Message<DecideInput, void> = defineMessage(DECIDE);
export const withdraw: Message<WithdrawInput, void> = defineMessage(WITHDRAW);
export const passage = defineQuery<Passage>(PASSAGE);
export const progress = defineQuery<Progress | undefined>(PROGRESS);

/**
 * Registers the handler of an Update and of its Signal twin. An Update that breaks the rule is refused by the validator
 * and leaves no event; a Signal that breaks it is logged and ignored, for nobody waits for its answer.
 * @param rule throws an ApplicationFailure with a FailureCode as its type; synchronous
 */
export function onMessage<Input, Answer>(
  message: Message<Input, Answer>,
  rule: (input: Input) => void,
  handler: (input: Input) => Promise<Answer>,
): void {
  // Two messages may pass their validators in one task before either is handled: the rule is asked again.
  const handle = async (input: Input): Promise<Answer> => {
    rule(input);
    return handler(input);
  };
  setHandler(message.update, handle, { validator: rule });
  setHandler(message.signal, async (input) => {
    try {
      await handle(input);
    } catch (error) {
      if (!(error instanceof ApplicationFailure)) throw error;
      log.warn('signal refused', { signal: message.name, code: error.type });
    }
  });
}
