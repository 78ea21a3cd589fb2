import {
  event,
  failure,
  leadsTo,
  PAYOUT_LIFE,
  type DecideObjection,
  type ObjectionStatus,
  type RecordObjection,
  type SubmissionSummary,
} from '@kequan/contracts';
import { ofPayout } from './events';
import { moveLine } from './lines';
import type { Payout, SettlementStores } from './model';
import { requireObjectable, requireRulable } from './rules';

/** Holds one line of a notice until the office rules (F24). @throws `NotFound`, `BatchStepNotOpen` */
export async function recordObjection(
  { payouts, batches }: SettlementStores,
  { objectionId, batchId, payoutId, key, reason, objectedBy }: RecordObjection,
): Promise<SubmissionSummary> {
  const at = new Date();
  const batch = await batches.get(batchId);
  const found = await payouts.get(payoutId);
  if (!found.applied.includes(key)) {
    requireObjectable(found, batch, at);
    await payouts.command(payoutId, {
      key,
      expect: { status: 'noticed', batchId },
      change: {
        $set: { status: leadsTo(PAYOUT_LIFE, 'object') },
        $push: { objections: { objectionId, reason, objectedBy, status: 'open', at } },
      },
      events: [
        event('kequan.settlement.payout-objected.v1', {
          ...ofPayout(found),
          batchId,
          objectionId,
          objectedBy,
        }),
      ],
      otherwise: () => failure('BatchStepNotOpen'),
    });
  }
  return { title: found.title, revision: 1, applicantAccountId: found.accountId };
}

/**
 * Rules on an objection. Upheld, the payout has ended. Dismissed, the line goes on in its batch, or is due again when that
 * was released meanwhile. @throws `NotUnderReview`, `AnotherPersonRequired`, `InputInvalid`
 */
export async function decideObjection(stores: SettlementStores, ruling: DecideObjection): Promise<void> {
  const { payouts, batches } = stores;
  const { objectionId, payoutId, key, taskId, outcome, comments, decidedBy } = ruling;
  const found = await payouts.get(payoutId);
  const { batchId } = found;
  if (batchId === undefined) throw failure('NotUnderReview');
  if (!found.applied.includes(key)) {
    const { objectedBy } = requireRulable(found, await batches.get(batchId), objectionId, ruling);
    const upheld = outcome === 'approve';
    const about = { ...ofPayout(found), batchId };
    await payouts.command(payoutId, {
      key,
      expect: { status: 'held', objections: { $elemMatch: { objectionId, status: 'open' } } },
      change: {
        $set: {
          status: leadsTo(PAYOUT_LIFE, 'rule', upheld ? 'upheld' : 'dismissed'),
          objections: ruledOn(found, objectionId, upheld ? 'upheld' : 'dismissed'),
          ...(upheld ? { failure: 'objectionUpheld' as const, endedAt: new Date() } : {}),
        },
      },
      events: [
        event('kequan.settlement.objection-decided.v1', {
          ...about,
          ...{ objectionId, objectedBy, taskId, outcome, comments, decidedBy, revision: 1, decisionKey: key },
        }),
        ...(upheld
          ? [
              event('kequan.settlement.payout-failed.v1', {
                ...about,
                cause: 'objected',
                reasonCode: 'objectionUpheld',
              }),
            ]
          : []),
      ],
      otherwise: () => failure('NotUnderReview'),
    });
  }
  if (outcome === 'reject') await backIntoLine(stores, found, batchId);
}

/**
 * A dismissed line that its batch did not wait for is due again. The batch is read after the line was put back: either its
 * release finds the line, or this finds the release.
 */
async function backIntoLine(
  { payouts, batches }: SettlementStores,
  payout: Payout,
  batchId: string,
): Promise<void> {
  if ((await batches.get(batchId)).status === 'noticed') return;
  await moveLine(payouts, payout, {
    batchId,
    name: `next/${payout.objections.length}`,
    from: 'noticed',
    to: 'due',
    unset: ['batchId'],
  });
}

function ruledOn({ objections }: Payout, objectionId: string, status: ObjectionStatus): Payout['objections'] {
  return objections.map((one) => (one.objectionId === objectionId ? { ...one, status } : one));
}
