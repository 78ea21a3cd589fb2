import { once, type EventEmitter } from 'node:events';
import type { Client } from '@temporalio/client';
import {
  claim,
  complete,
  confirm,
  decide,
  newId,
  order,
  payoutEnded,
  programmeOf,
  redemptionId,
  reply,
  submitDeal,
  take,
  VOUCHER_REDEMPTION,
  type DecideInput,
  type Keyed,
  type Message,
  type OrderInput,
  type PayoutEndedInput,
  type RedemptionInput,
  type RedemptionResult,
  type SubmitDealInput,
} from '@kequan/contracts';
import type { Hosted } from './hosting';
import { ORDERED_FEN, type SeededDeal } from './redemption-seeds';

const STAFF = newId();
const VERSION_SUBMITTED = 1;
const VERSION_ORDERED = 3;
const VERSION_CLAIMED = 7;

/** One redemption on its happy path, from the reservation to the money. @throws Error when it ends otherwise */
export async function redeem(
  { instance, processes }: Hosted,
  client: Client,
  heard: EventEmitter,
  deal: SeededDeal,
): Promise<void> {
  const { dealId, institutionId, accountId, providerAccountId, serviceId, voucherId } = deal;
  const workflowId = redemptionId(dealId);
  const user = { key: dealId, by: accountId };
  const provider = { key: dealId, by: providerAccountId };
  const tell = <Input extends Keyed>(
    message: Message<Input, unknown>,
    said: NoInfer<Input>,
  ): Promise<unknown> => processes.update(workflowId, message, said);
  /** Does what opens a task. @returns the task's id */
  const opening = async (act: () => Promise<unknown>): Promise<string> => {
    const opened = once(heard, workflowId) as Promise<[string]>;
    await act();
    const [taskId] = await opened;
    return taskId;
  };
  const approve = (taskId: string): Promise<unknown> => {
    const decision: DecideInput = { key: taskId, taskId, outcome: 'approve', comments: [], decidedBy: STAFF };
    return processes.update(workflowId, decide, decision);
  };

  const submission: SubmitDealInput = {
    version: VERSION_SUBMITTED,
    attachmentIds: [],
    ...user,
  };
  const input: RedemptionInput = {
    dealId,
    programmeId: 'shaanxi',
    institutionId,
    serviceId,
    direct: false,
    clocks: programmeOf('shaanxi').redemption,
    instance,
  };
  await processes.startOrUpdate(
    { workflowType: VOUCHER_REDEMPTION, workflowId, home: 'trade', input, summary: 'bench' },
    submitDeal,
    submission,
  );
  await tell(reply, { ...provider, answer: 'accept' });
  const money: OrderInput['money'] = { voucherId, voucherFen: ORDERED_FEN };
  await tell(order, { ...user, version: VERSION_ORDERED, money });
  await tell(take, { ...provider, answer: 'take' });
  await tell(complete, provider);
  await tell(confirm, { ...user, answer: 'confirm' });
  const evidence = {
    ...user,
    version: VERSION_CLAIMED,
    attachmentIds: deal.fileIds,
    invoiceNumber: deal.invoiceNumber,
  };
  const ordered = once(heard, `${workflowId}/payout`) as Promise<[string]>;
  const reviewerTask = await opening(() => tell(claim, evidence));
  const financeTask = await opening(() => approve(reviewerTask));
  await approve(financeTask);
  const [payoutId] = await ordered;
  const end: PayoutEndedInput = { payoutId, outcome: 'paid' };
  await processes.signal(workflowId, payoutEnded, end);
  const result = (await client.workflow.getHandle(workflowId).result()) as RedemptionResult;
  if (result.ended !== 'paid') throw new Error(`ended ${result.ended}`);
}
