import { Failure, failure, withdraw, type FailureCode, type Keyed, type Message } from '@kequan/contracts';
import type { AggregateStore } from '../store/aggregate';
import type { Aggregate } from '../store/schema';
import type { Processes, ProcessToStart } from '../temporal/process-calls';
import type { Application } from './application';

export interface ThroughProcess<D extends Aggregate> {
  store: AggregateStore<D>;
  processes: Processes;
  doc: D;
  /** The command's key, by which the process, too, recognises a repetition. */
  key: string;
}

/** A submission whose facts are in order: what it is told, and the process that it begins. */
export interface Prepared<Input> {
  process: ProcessToStart;
  input: Input;
}

/**
 * Submits through the process, in one round trip that starts it when it does not run. What is refused by the facts is
 * refused in `prepare`, before the process hears of it. Repeated with the same key it answers the same.
 * @returns the document as the process has recorded it
 * @throws what `prepare` refuses, what the process refuses, `Unavailable`
 */
export async function submitThroughProcess<D extends Aggregate, Input extends Keyed, Answer>(
  { store, processes, doc, key }: ThroughProcess<D>,
  message: Message<Input, Answer>,
  prepare: () => Prepared<NoInfer<Input>> | Promise<Prepared<NoInfer<Input>>>,
): Promise<D> {
  if (doc.applied.includes(key)) return doc;
  const { process, input } = await prepare();
  return doneInDocument({ store, id: doc._id, key }, () => processes.startOrUpdate(process, message, input));
}

/**
 * Takes a submission back through the process. Repeated with the same key it answers the same.
 * @returns the document as the process has recorded it
 * @throws `NotUnderReview`, `Unavailable`
 */
export async function withdrawThroughProcess<D extends Aggregate>(
  { store, processes, doc, key }: ThroughProcess<D>,
  workflowId: string,
  { status }: Application,
  withdrawnBy: string,
): Promise<D> {
  return updateOnce({ store, processes, doc, key }, workflowId, {
    message: withdraw,
    input: () => {
      if (status !== 'underReview') throw failure('NotUnderReview');
      return { key, withdrawnBy };
    },
    ifGone: 'NotUnderReview',
  });
}

/** What the process of a document is told. */
export interface ToldOnce<Input extends Keyed, Answer> {
  message: Message<Input, Answer>;
  /** What it is told; asked only when it has not been done. @throws what needs nobody else to be refused */
  input: () => NoInfer<Input>;
  /** What is refused when no process runs. */
  ifGone: FailureCode;
}

/**
 * Gives a document's process an Update that the process records in the document under the same key, so that a repetition is
 * answered from there, also when the process has ended meanwhile.
 * @returns the document as the process has recorded it
 * @throws `ifGone`, what `input` and the process refuse, `Unavailable`
 */
export async function updateOnce<D extends Aggregate, Input extends Keyed, Answer>(
  { store, processes, doc, key }: ThroughProcess<D>,
  workflowId: string,
  { message, input, ifGone }: ToldOnce<Input, Answer>,
): Promise<D> {
  if (doc.applied.includes(key)) return doc;
  const said = input();
  return doneInDocument({ store, id: doc._id, key }, async () => {
    try {
      await processes.update(workflowId, message, said);
    } catch (error) {
      throw error instanceof Failure && error.code === 'NotFound' ? failure(ifGone) : error;
    }
  });
}

/**
 * Asks a process for what it records in a document under a key. Whatever the asking failed with, the document knows whether it was
 * done: who won and did not hear it is told so (M24).
 * @returns the document as the process has recorded it
 * @throws what `ask` throws, when the document does not hold the key
 */
export async function doneInDocument<D extends Aggregate>(
  { store, id, key }: { store: AggregateStore<D>; id: string; key: string },
  ask: () => Promise<unknown>,
): Promise<D> {
  try {
    await ask();
  } catch (error) {
    const doc = await store.find(id);
    if (doc?.applied.includes(key)) return doc;
    throw error;
  }
  return store.get(id);
}

export interface OwnersWithdrawal<D extends Aggregate> {
  workflowId: string;
  application: Application;
  withdrawnBy: string;
  /** Whether he has said that he knows what he loses. */
  confirmed: boolean;
  /** Takes back what was approved; absent where an approval stays. */
  withdrawApproval?: (() => Promise<D>) | undefined;
}

/**
 * Takes back what its owner submitted, to be edited: from its review through the process; after its approval as a command of its
 * own, and only when he has confirmed that he loses the approval (SN 4.2, 4.4, R04). Repeated with the same key it answers the same.
 * @throws `NotUnderReview`, `WithdrawalNeedsConfirmation`, `Unavailable`
 */
export async function withdrawByOwner<D extends Aggregate>(
  through: ThroughProcess<D>,
  { workflowId, application, withdrawnBy, confirmed, withdrawApproval }: OwnersWithdrawal<D>,
): Promise<D> {
  if (application.status !== 'approved' || !withdrawApproval)
    return withdrawThroughProcess(through, workflowId, application, withdrawnBy);
  if (!confirmed) throw failure('WithdrawalNeedsConfirmation');
  return withdrawApproval();
}
