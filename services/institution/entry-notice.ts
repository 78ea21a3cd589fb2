import { event, Failure, failure, programmeOf } from '@kequan/contracts';
import type { EntryNoticeNumbers } from './entry-notice-numbers';
import { ofInstitution } from './events';
import type { Institutions } from './model';
import { entryNoticeNumber, isQualified } from './rules';

/**
 * Publishes the entry notice (入库通知) of an institution whose stages are all approved, and opens its voucher shop. A
 * programme without numbered notices publishes it without a number.
 * @throws `StageNotOpen` when a stage is not approved
 */
export async function publishNotice(
  { institutions, numbers }: { institutions: Institutions; numbers: EntryNoticeNumbers },
  { institutionId, key }: { institutionId: string; key: string },
): Promise<{ noticeNumber?: string }> {
  const found = await institutions.get(institutionId);
  if (!isQualified(found)) throw failure('StageNotOpen');
  const publishedAt = new Date();
  const number = await numberOf(found.programmeId);
  try {
    await institutions.command(institutionId, {
      key,
      expect: { entryNotice: { $exists: false } },
      change: {
        $set: { voucherShop: true, entryNotice: { publishedAt, ...(number !== undefined && { number }) } },
      },
      events: [
        event('kequan.institution.entry-notice-published.v1', {
          ...ofInstitution(found),
          ...(number !== undefined && { noticeNumber: number }),
        }),
      ],
    });
  } catch (error) {
    // Published before, under another key: an institution enters once.
    if (!(error instanceof Failure && error.code === 'Conflict')) throw error;
  }
  return number === undefined ? {} : { noticeNumber: number };

  async function numberOf(programmeId: string): Promise<string | undefined> {
    const { entryNotice } = programmeOf(programmeId);
    if (!entryNotice) return undefined;
    const { year, no } = await numbers.take(programmeId, institutionId, publishedAt);
    return entryNoticeNumber(entryNotice.numberPrefix, year, no);
  }
}
