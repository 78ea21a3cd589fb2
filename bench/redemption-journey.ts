import { once, type EventEmitter } from 'node:events';
import type { Client } from '@temporalio/client';
import {
  CLAIM,
  COMPLETE,
  CONFIRM,
  DECIDE,
  newId,
  ORDER,
  PAYOUT_ENDED,
  programmeOf,
  redemptionId,
  REPLY,
  SUBMIT,
  TAKE,
  VOUCHER_REDEMPTION,
  type ClaimInput,
  type DecideInput,
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
  const user = { by: accountId };
  const provider = { by: providerAccountId };
  const tell = (name: string, message: object): Promise<unknown> =>
    processes.update(workflowId, { name, updateId: name, args: { key: name, ...message } });
  /** Does what opens a task. @returns the task's id */
  const opening = async (act: () => Promise<unknown>): Promise<string> => {
    const opened = once(heard, workflowId) as Promise<[string]>;
    await act();
    const [taskId] = await opened;
    return taskId;
  };
  const approve = (taskId: string): Promise<unknown> => {
    const decision: DecideInput = { key: taskId, taskId, outcome: 'approve', comments: [], decidedBy: STAFF };
    return processes.update(workflowId, { name: DECIDE, updateId: taskId, args: decision });
  };

  const submission: SubmitDealInput = {
    key: SUBMIT,
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
    { name: SUBMIT, updateId: SUBMIT, args: submission },
  );
  await tell(REPLY, { ...provider, answer: 'accept' });
  const money: OrderInput['money'] = { voucherId, voucherFen: ORDERED_FEN };
  await tell(ORDER, { ...user, version: VERSION_ORDERED, money });
  await tell(TAKE, { ...provider, answer: 'take' });
  await tell(COMPLETE, provider);
  await tell(CONFIRM, { ...user, answer: 'confirm' });
  const claim: Omit<ClaimInput, 'key'> = {
    ...user,
    version: VERSION_CLAIMED,
    attachmentIds: deal.fileIds,
    invoiceNumber: deal.invoiceNumber,
  };
  const ordered = once(heard, `${workflowId}/payout`) as Promise<[string]>;
  const reviewerTask = await opening(() => tell(CLAIM, claim));
  const financeTask = await opening(() => approve(reviewerTask));
  await approve(financeTask);
  const [payoutId] = await ordered;
  const end: PayoutEndedInput = { payoutId, outcome: 'paid' };
  await processes.signal(workflowId, PAYOUT_ENDED, end);
  const result = (await client.workflow.getHandle(workflowId).result()) as RedemptionResult;
  if (result.ended !== 'paid') throw new Error(`ended ${result.ended}`);
}
