import { redemptionId, type Keyed, type Message } from '@kequan/contracts';
import { sha256, updateOnce, type Processes } from '@kequan/kit';
import type { Deal, Deals } from './model';

export interface ProcessParts {
  deals: Deals;
  processes: Processes;
  /** The installation's prefix of task queues. */
  instance: string;
}

/** What a party tells the process of a deal, under which call's key. */
export interface Told<Input extends Keyed, Answer> {
  message: Message<Input, Answer>;
  callKey: string;
  /** What the caller says himself. */
  content?: object;
  /** What the process is told, under the step's key. @throws what needs nobody else to be refused */
  input: (key: string) => NoInfer<Input>;
}

/** The key of a step: of its call and of what its caller says, so that another content is never answered as if it were done. */
export function stepKey(name: string, callKey: string, content: object = {}): string {
  return `${name}:${callKey}:${sha256(JSON.stringify(content)).slice(0, 16)}`;
}

/**
 * Tells the process of a deal what a party did. Repeated with the same key it answers the same.
 * @returns the deal as the process has recorded it
 * @throws `DealStepNotOpen` also when no process runs, and what `input` and the process refuse
 */
export function tellProcess<Input extends Keyed, Answer>(
  { deals, processes }: ProcessParts,
  deal: Deal,
  { message, callKey, content, input }: Told<Input, Answer>,
): Promise<Deal> {
  const key = stepKey(message.name, callKey, content);
  // The process of a deal begins with its submission and ends with it.
  return updateOnce({ store: deals, processes, doc: deal, key }, redemptionId(deal._id), {
    message,
    input: () => input(key),
    ifGone: 'DealStepNotOpen',
  });
}
