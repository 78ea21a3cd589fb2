import { failure, type ReviewOutcome } from '@kequan/contracts';
import type { Batch, Objection, Payout } from './model';

/** How many persons release a batch (F32). */
const RELEASING_PERSONS = 2;

/**
 * A batch after one more person released it, who approved no payment in it: also not one that an objection holds.
 * @throws `BatchStepNotOpen` while its notice stands, or when it was released; `AnotherPersonRequired` (F32, M18)
 */
export function afterRelease(
  { status, noticeUntil, releases, lines }: Pick<Batch, 'status' | 'noticeUntil' | 'releases' | 'lines'>,
  releasedBy: string,
  at: Date,
): { releases: Batch['releases']; status: 'noticed' | 'released' } {
  if (status !== 'noticed' || !noticeUntil || noticeUntil > at) throw failure('BatchStepNotOpen');
  const hasPart =
    releases.some((release) => release.releasedBy === releasedBy) ||
    lines.some(({ approvedBy }) => approvedBy === releasedBy);
  if (hasPart) throw failure('AnotherPersonRequired');
  const after = [...releases, { releasedBy, at }];
  return { releases: after, status: after.length >= RELEASING_PERSONS ? 'released' : 'noticed' };
}

/**
 * One line may be objected to while its notice stands, by one at a time (F24).
 * @throws `NotFound` when it is no line of the batch, `BatchStepNotOpen`
 */
export function requireObjectable(
  payout: Pick<Payout, 'status' | 'batchId'>,
  batch: Pick<Batch, '_id' | 'noticeUntil'>,
  at: Date,
): void {
  if (payout.batchId !== batch._id) throw failure('NotFound');
  if (payout.status !== 'noticed' || !batch.noticeUntil || batch.noticeUntil <= at)
    throw failure('BatchStepNotOpen');
}

/**
 * The objection that is ruled on. Who raised it, approved the payment or released the batch does not rule (F32, M18); it is upheld or
 * dismissed, and never sent back.
 * @throws `NotUnderReview`, `AnotherPersonRequired`, `InputInvalid`
 */
export function requireRulable(
  payout: Pick<Payout, 'status' | 'objections' | 'approvedBy'>,
  { releases }: Pick<Batch, 'releases'>,
  objectionId: string,
  { outcome, decidedBy }: { outcome: ReviewOutcome; decidedBy: string },
): Objection {
  const objection = payout.objections.find((one) => one.objectionId === objectionId);
  if (payout.status !== 'held' || objection?.status !== 'open') throw failure('NotUnderReview');
  const concerned = [
    objection.objectedBy,
    payout.approvedBy,
    ...releases.map(({ releasedBy }) => releasedBy),
  ];
  if (concerned.includes(decidedBy)) throw failure('AnotherPersonRequired');
  if (outcome === 'return')
    throw failure('InputInvalid', { count: 1 }, [{ path: 'body.outcome', message: 'invalid' }]);
  return objection;
}
