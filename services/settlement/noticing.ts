import { event, type AwaitRelease, type PublishNotice } from '@kequan/contracts';
import { ofBatch, ofPayout } from './events';
import { moveLines } from './lines';
import type { SettlementStores } from './model';

/** Shows a batch to the public until an instant; each payee is told. The batch first: its lines may be objected to at once. */
export async function publishNotice(
  { payouts, batches }: SettlementStores,
  { batchId, untilMs }: PublishNotice,
): Promise<void> {
  const until = new Date(untilMs);
  await batches.command(batchId, {
    key: 'publish',
    expect: { status: 'collecting' },
    change: { $set: { status: 'noticed', publishedAt: new Date(), noticeUntil: until } },
  });
  await moveLines(payouts, {
    batchId,
    name: 'notice',
    from: 'batched',
    to: 'noticed',
    events: (payout) => [
      event('kequan.settlement.notice-published.v1', {
        ...ofPayout(payout),
        batchId,
        until: until.toISOString(),
      }),
    ],
  });
}

/** Tells finance that a batch waits for its release; of one that was released meanwhile there is nothing to tell. */
export async function awaitRelease(
  { batches }: Pick<SettlementStores, 'batches'>,
  { batchId, key, reminder }: AwaitRelease,
): Promise<void> {
  const batch = await batches.get(batchId);
  if (batch.status !== 'noticed') return;
  await batches.command(batchId, {
    key,
    events: [event('kequan.settlement.release-awaited.v1', { ...ofBatch(batch), reminder })],
  });
}
