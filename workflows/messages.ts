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
  DECIDE,
  PROGRESS,
  RETURN_VOUCHER,
  SPENT,
  SUBMIT,
  WITHDRAW,
  type DecideInput,
  type Progress,
  type ReturnVoucherInput,
  type SubmitAnswer,
  type SubmitApplicationInput,
  type SubmitPublicationInput,
  type SubmitStageInput,
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
export const returnVoucher: Message<ReturnVoucherInput, void> = defineMessage(RETURN_VOUCHER);
/** Nothing of the voucher is left. */
export const spent = defineSignal(SPENT);
export const decide: Message<DecideInput, void> = defineMessage(DECIDE);
export const withdraw: Message<WithdrawInput, void> = defineMessage(WITHDRAW);
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
