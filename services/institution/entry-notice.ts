import { event, Failure, programmeOf } from '@kequan/contracts';
import type { EntryNoticeNumbers } from './entry-notice-numbers';
import { ofInstitution } from './events';
import type { Institution, Institutions } from './model';
import { entryNoticeNumber, isQualified, stagesOfInstitution } from './rules';

/**
 * Publishes the entry notice (入库通知) of an institution whose stages are all approved, and opens its voucher shop. A
 * programme without numbered notices publishes it without a number. It follows an approval that is past undoing, so it refuses
 * nothing: an institution that took its approval back meanwhile (R04) enters when that passes again (M19).
 * @returns the number with which it entered, now or before
 */
export async function publishNotice(
  { institutions, numbers }: { institutions: Institutions; numbers: EntryNoticeNumbers },
  { institutionId, key }: { institutionId: string; key: string },
): Promise<{ noticeNumber?: string }> {
  const found = await institutions.get(institutionId);
  if (!isQualified(found)) return {};
  const publishedAt = new Date();
  const number = await numberOf(found.programmeId);
  try {
    await institutions.command(institutionId, {
      key,
      expect: { entryNotice: { $exists: false }, ...allApproved(found) },
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
    if (!(error instanceof Failure && error.code === 'Conflict')) throw error;
    // Published before, under another key, for an institution enters once; or its approval was taken back at this moment.
    if (!(await institutions.get(institutionId)).entryNotice) return {};
  }
  return number === undefined ? {} : { noticeNumber: number };

  async function numberOf(programmeId: string): Promise<string | undefined> {
    const { entryNotice } = programmeOf(programmeId);
    if (!entryNotice) return undefined;
    const { year, no } = await numbers.take(programmeId, institutionId, publishedAt);
    return entryNoticeNumber(entryNotice.numberPrefix, year, no);
  }
}

/** What the write expects: each stage stands approved. */
function allApproved(institution: Institution): Record<string, 'approved'> {
  const stages = stagesOfInstitution(institution);
  return Object.fromEntries(stages.map(({ stage }) => [`stages.${stage}.status`, 'approved' as const]));
}
