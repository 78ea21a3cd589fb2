import { event, failure, type DissolveBatch, type RecordRelease } from '@kequan/contracts';
import { ofBatch } from './events';
import { moveLines } from './lines';
import type { Payout, SettlementStores } from './model';
import { afterRelease } from './rules';

/**
 * Records who released a batch; the second person lets it go (F32).
 * @throws `BatchStepNotOpen`, `AnotherPersonRequired`, `Overtaken` when another released it at the same moment
 */
export async function recordRelease(
  { batches }: Pick<SettlementStores, 'batches'>,
  { batchId, key, releasedBy }: RecordRelease,
): Promise<{ releases: number }> {
  const found = await batches.get(batchId);
  if (found.applied.includes(key)) return { releases: found.releases.length };
  const at = new Date();
  const { releases, status } = afterRelease(found, releasedBy, at);
  const { doc } = await batches.command(batchId, {
    key,
    expect: { status: 'noticed', releases: { $size: found.releases.length } },
    change: { $set: { releases, status } },
    events:
      status === 'released'
        ? [
            event('kequan.settlement.batch-released.v1', {
              ...ofBatch(found),
              releasedBy: releases.map((release) => release.releasedBy),
            }),
          ]
        : [],
    otherwise: (now) => {
      afterRelease(now, releasedBy, at);
      return failure('Overtaken');
    },
  });
  return { releases: doc.releases.length };
}

/** What nobody objects to goes on. @returns the institutions that are paid */
export async function releaseLines(
  { payouts }: Pick<SettlementStores, 'payouts'>,
  { batchId }: { batchId: string },
): Promise<{ institutionIds: string[] }> {
  await moveLines(payouts, { batchId, name: 'release', from: 'noticed', to: 'released' });
  const released = await payouts.model.find({ batchId, status: 'released' }).lean<Payout[]>();
  return { institutionIds: [...new Set(released.map(({ institutionId }) => institutionId))].sort() };
}

/** Calls a batch off before its release: its lines are due again. */
export async function dissolveBatch(
  { payouts, batches }: SettlementStores,
  { batchId, collectKey }: DissolveBatch,
): Promise<void> {
  const batch = await batches.find(batchId);
  if (!batch?.applied.includes(collectKey)) return;
  if (!['collecting', 'noticed', 'dissolved'].includes(batch.status)) return;
  await batches.command(batchId, {
    key: 'dissolve',
    expect: { status: { $in: ['collecting', 'noticed'] } },
    change: { $set: { status: 'dissolved' } },
  });
  for (const from of ['batched', 'noticed'] as const)
    await moveLines(payouts, { batchId, name: `dissolve/${from}`, from, to: 'due', unset: ['batchId'] });
}
