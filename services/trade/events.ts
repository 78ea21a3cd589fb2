import type { Deal } from './model';
import { providerOf } from './rules';

/** What every event about a deal tells. */
export function ofDeal(deal: Deal) {
  const { programmeId, institutionId, accountId, title, _id } = deal;
  return {
    programmeId,
    institutionId,
    applicantAccountId: accountId,
    title,
    dealId: _id,
    ...providerOf(deal),
  };
}
