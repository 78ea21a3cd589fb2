import { pageOf, PayoutBatchView, PayoutView } from '@kequan/contracts';
import { Refused, untilDone } from '../../client';
import type { Outcome } from '../act';
import { clientOf, type Run } from '../run';

const PAID_WITHIN_MS = 180_000;

/**
 * Brings everything that an applicant is owed to his account: a batch is begun by hand when one is needed, its public notice
 * is waited for, two persons of finance who approved nothing of it release it (F32, M18), and the bank answers. Whoever else pays out at the same time may
 * begin or release the same batch.
 * @throws Error when it is not all paid in time
 */
export async function payOut(
  run: Run,
  { actor, second, of }: { actor: string; second: string; of: string },
): Promise<Outcome> {
  const batches = await untilDone<string[]>('the payouts', PAID_WITHIN_MS, async () => {
    const payouts = await owed(run, of);
    if (payouts.every(({ status }) => status === 'paid'))
      return { done: true, value: payouts.flatMap(({ batchId }) => batchId ?? []) };
    const refusals: string[] = [];
    const attempt = async (who: string, line: `POST /${string}`): Promise<void> => {
      try {
        await clientOf(run, who).send(line);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        refusals.push(`${who}: ${error.problem.code}`);
      }
    };
    if (payouts.some(({ status }) => status === 'due')) await attempt(actor, 'POST /v1/payout-batches');
    for (const batchId of await awaitingRelease(run, actor, payouts))
      for (const who of [actor, second]) await attempt(who, `POST /v1/payout-batches/${batchId}/release`);
    return { done: false, reason: [...payouts.map(({ status }) => status), ...refusals].join(', ') };
  });
  return { seen: [...new Set(batches)].join('、') };
}

async function owed(run: Run, of: string): Promise<PayoutView[]> {
  const answer = await clientOf(run, of).send('GET /v1/payouts?limit=100');
  return pageOf(PayoutView).parse(answer).items;
}

/** The batches of these payouts whose notice is over and which nobody has let go yet. */
async function awaitingRelease(run: Run, actor: string, payouts: readonly PayoutView[]): Promise<string[]> {
  const ids = new Set(payouts.filter(({ status }) => status === 'noticed').map(({ batchId }) => batchId));
  const views = await Promise.all(
    [...ids].flatMap((id) =>
      id === undefined ? [] : [clientOf(run, actor).send(`GET /v1/payout-batches/${id}`)],
    ),
  );
  return views
    .map((view) => PayoutBatchView.parse(view))
    .filter(({ noticeUntil }) => noticeUntil !== undefined && Date.parse(noticeUntil) <= Date.now())
    .map(({ batchId }) => batchId);
}
