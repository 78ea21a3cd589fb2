import { newId, type DealView } from '@kequan/contracts';
import type { Form } from '@kequan/kit';
import { until, type TestAccount, type TestAnswer } from '@kequan/kit/testing';
import { completeClaim, completeOrder, completeReservation } from './forms';
import type { TestTrade } from './system';

/** Calls a step of the deal: `POST reply`, or the deal itself: `GET`. */
type Ask = (line: string, body?: object, key?: string) => Promise<TestAnswer>;

/** A deal between a user and a provider, walked over the public API. */
export interface Walk {
  user: TestAccount;
  provider: TestAccount;
  institutionId: string;
  dealId: string;
  asUser: Ask;
  asProvider: Ask;
  /** As its user reads it. */
  read(): Promise<DealView>;
}

/** Begins a reservation, or a direct order, of a listed service. */
export async function walkFrom(
  trade: TestTrade,
  path: '/v1/deals' | '/v1/direct-orders' = '/v1/deals',
): Promise<Walk> {
  const user = await trade.identity.account('voucherUser', 'shaanxi');
  const provider = await trade.identity.account('provider', 'shaanxi');
  const institutionId = newId();
  trade.owners.set(institutionId, user.accountId);
  const serviceId = await trade.listedService(provider);
  const { body } = await trade.ask(user, `POST ${path}`, { institutionId, serviceId });
  const { dealId } = body as DealView;
  const asUser: Ask = (line, content, key) => trade.ask(user, at(line, dealId), content, key);
  return {
    user,
    provider,
    institutionId,
    dealId,
    asUser,
    asProvider: (line, content, key) => trade.ask(provider, at(line, dealId), content, key),
    read: async () => (await asUser('GET')).body as DealView,
  };
}

/** Reserves, and has it accepted. */
export async function accepted(walk: Walk, quoteFen = 6_000_000): Promise<void> {
  await walk.asUser('PUT', { form: completeReservation() });
  await walk.asUser('POST submission');
  await walk.asProvider('POST reply', { answer: 'accept', quoteFen });
}

/** Orders what was accepted. */
export async function ordered(walk: Walk, more: Form = {}): Promise<TestAnswer> {
  await walk.asUser('PUT order', { form: completeOrder(more) });
  return walk.asUser('POST order-submission');
}

/** Has an order taken, done and confirmed. */
export async function served({ asUser, asProvider }: Walk): Promise<void> {
  await asProvider('POST taking', { answer: 'take' });
  await asProvider('POST completion');
  await asUser('POST confirmation', { answer: 'confirm' });
}

/** Uploads the evidence and submits the claim. */
export async function claimed({ asUser }: Walk, more: Form = {}): Promise<TestAnswer> {
  await asUser('PUT claim', { form: completeClaim(more) });
  return asUser('POST claim-submission');
}

/** The deal as soon as it stands there. */
export function untilStatus(walk: Walk, status: DealView['status']): Promise<DealView> {
  return until(`the deal to be ${status}`, async () => {
    const deal = await walk.read();
    return deal.status === status && deal;
  });
}

/** `POST reply` → `POST /v1/deals/<id>/reply` */
function at(line: string, dealId: string): string {
  const [method = '', step] = line.split(' ');
  return `${method} /v1/deals/${dealId}${step === undefined ? '' : `/${step}`}`;
}
