import { createClient, Refused, untilDone, type SignedInClient } from '../client';
import type { Cast, Person } from './cast';
import type { DealFacts, ProviderFacts, VoucherFacts } from './trials';

const WITHIN_MS = 60_000;

/** A reservation of the voucher user that waits for the answer of the provider whom the other facts belong to. */
export async function makeDealFacts(
  baseUrl: string,
  cast: Cast,
  { mallServiceId, holderId }: Pick<ProviderFacts & VoucherFacts, 'mallServiceId' | 'holderId'>,
): Promise<DealFacts> {
  const as = ({ token = '' }: Person): SignedInClient => createClient({ baseUrl }).as(token);
  const user = as(cast.user);
  const dealId = await begun(user, holderId, mallServiceId);
  await user.trade.saveReservation(dealId, {
    sampleSummary: '复合材料板 6 块。',
    requirements: '测定吸水率与弯曲强度。',
  });
  const { title } = await user.trade.submit(dealId);
  await untilTold(user, as(cast.owner), holderId, title);
  return { dealId };
}

/** Trade hears of a listed service by its event. */
function begun(user: SignedInClient, holderId: string, serviceId: string): Promise<string> {
  return untilDone<string>('the reservation', WITHIN_MS, async () => {
    try {
      const { dealId } = await user.trade.reserve(holderId, serviceId);
      return { done: true, value: dealId };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { done: false, reason: error.message };
    }
  });
}

/** Everybody has heard of the reservation: nothing more is stored of it while the routes are tried. */
async function untilTold(
  user: SignedInClient,
  provider: SignedInClient,
  holderId: string,
  title: string,
): Promise<void> {
  await untilDone<true>('the message and the timeline of the reservation', WITHIN_MS, async () => {
    const timeline = await user.insight.timeline(holderId);
    const { items } = await provider.notification.messages();
    const isSent = items.some(({ text, status }) => text.includes(`“${title}”的预约`) && status === 'sent');
    const types = timeline.map(({ type }) => type).join(', ');
    return isSent && types.includes('deal-reserved')
      ? { done: true, value: true }
      : { done: false, reason: `${isSent ? 'sent' : 'not sent'}; ${types}` };
  });
}
