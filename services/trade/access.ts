import { failure, type DealParty } from '@kequan/contracts';
import type { Caller } from '@kequan/kit';
import type { Deal, Deals } from './model';
import { maySee } from './views';

/** The deals that a caller reaches; every other does not exist for him. */
export interface DealAccess {
  /** To be read. @throws `NotFound` */
  readable(caller: Caller, dealId: string): Promise<Deal>;
  /** His own as this party of it. @throws `NotFound` */
  of(party: DealParty, caller: Caller, dealId: string): Promise<Deal>;
}

/** Access to the deals of an installation. */
export function dealAccess(deals: Deals): DealAccess {
  async function when(dealId: string, isHis: (deal: Deal) => boolean): Promise<Deal> {
    const deal = await deals.get(dealId);
    if (!isHis(deal)) throw failure('NotFound');
    return deal;
  }
  return {
    readable: (caller, dealId) => when(dealId, (deal) => maySee(caller, deal)),
    of: (party, { accountId }, dealId) =>
      when(dealId, (deal) => accountId === (party === 'user' ? deal.accountId : deal.providerAccountId)),
  };
}
