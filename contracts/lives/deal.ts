import type { DealParty, DealStatus, DealWait } from '../deal';
import { life, opensIn } from './life';

/** What a deal waits for: its parties, the office's desks, or its money. */
export type DealStanding = DealWait | 'dispute' | 'claimReview' | 'payment' | 'payout';

/** What a state of a deal is. What has no standing is not submitted, or at its end. */
interface DealState {
  standing?: DealStanding;
  /** The party whose turn it is; missing where the office or the bank has it. */
  party?: DealParty;
}

/**
 * The life of a deal between a voucher user and a provider (SN 4.6, 4.7, 5.3, 5.4; requirements 2.7, 2.8). As long as nothing was
 * delivered its user may call it off; from the completion on he disputes it (M25). The provider may while he serves.
 */
export const DEAL_LIFE = life<DealStatus, DealState>()({
  start: 'draft',
  states: {
    draft: {},
    open: { standing: 'reply', party: 'provider' },
    replied: { standing: 'reply', party: 'provider' },
    accepted: { standing: 'order', party: 'user' },
    placed: { standing: 'taking', party: 'provider' },
    inProgress: { standing: 'completion', party: 'provider' },
    delivered: { standing: 'confirmation', party: 'user' },
    disputed: { standing: 'dispute' },
    completed: { standing: 'claim', party: 'user' },
    claimed: { standing: 'claimReview' },
    checked: { standing: 'payment' },
    payable: { standing: 'payout' },
    paid: {},
    rejected: {},
    claimRejected: {},
    cancelled: {},
    lapsed: {},
  },
  steps: {
    reserve: { from: ['draft'], to: 'open' },
    orderDirectly: { from: ['draft'], to: 'placed' },
    reply: { from: ['open', 'replied'], to: { accept: 'accepted', reject: 'rejected', reply: 'replied' } },
    order: { from: ['accepted'], to: 'placed' },
    take: { from: ['placed'], to: 'inProgress' },
    /** A reserved order is corrected and placed again (R28); a direct one goes back to its draft. */
    refuse: { from: ['placed'], to: { reserved: 'accepted', direct: 'draft' } },
    /** A later day for the completion, named by one side and agreed by the other (M3). */
    postpone: { from: ['inProgress'], to: 'inProgress' },
    complete: { from: ['inProgress'], to: 'delivered' },
    confirm: { from: ['delivered'], to: 'completed' },
    dispute: { from: ['delivered'], to: 'disputed' },
    /** Upheld, the deal is off; returned, the provider does it again; rejected, the service counts as done well (R26). */
    decideDispute: {
      from: ['disputed'],
      to: { approve: 'cancelled', return: 'inProgress', reject: 'completed' },
    },
    claim: { from: ['completed'], to: 'claimed' },
    withdrawClaim: { from: ['claimed', 'checked'], to: 'completed' },
    /** The reviewer passes a claim on to finance; finance says how much is paid (F23). */
    checkClaim: {
      from: ['claimed'],
      to: { approve: 'checked', return: 'completed', reject: 'claimRejected' },
    },
    decidePayment: {
      from: ['checked'],
      to: { approve: 'payable', return: 'completed', reject: 'claimRejected' },
    },
    /** What the bank sent back, or an objection stopped, finance looks at again (F22, F24). */
    payoutReturned: { from: ['payable'], to: 'checked' },
    paid: { from: ['payable'], to: 'paid' },
    cancelByUser: { from: ['open', 'replied', 'accepted', 'placed', 'inProgress'], to: 'cancelled' },
    cancelByProvider: { from: ['inProgress'], to: 'cancelled' },
    /** Its process was called off by an operator, with all that it had taken. */
    callOff: {
      from: ['open', 'replied', 'accepted', 'placed', 'inProgress', 'delivered', 'completed'],
      to: 'cancelled',
    },
    /** A silence that lasts too long; that of a user who should confirm is his confirmation (R26). */
    lapse: { from: ['open', 'replied', 'accepted', 'placed', 'inProgress', 'completed'], to: 'lapsed' },
  },
});

/** The states in which a deal waits for this. */
export function statesOf(standing: DealStanding): DealStatus[] {
  return (Object.keys(DEAL_LIFE.states) as DealStatus[]).filter((status) => standingOf(status) === standing);
}

/** What a deal waits for in a state; undefined of a draft, and at its end. */
export function standingOf(status: DealStatus): DealStanding | undefined {
  return (DEAL_LIFE.states[status] as DealState).standing;
}

/** Whether a deal waits for one of its parties there; elsewhere it is the office's, or the bank's. */
export function isPartyWait(standing: DealStanding): standing is DealWait {
  return statesOf(standing).every((status) => (DEAL_LIFE.states[status] as DealState).party !== undefined);
}

/** The party whom a deal waits for. */
export function partyOf(wait: DealWait): DealParty {
  const parties = statesOf(wait).map((status) => (DEAL_LIFE.states[status] as DealState).party);
  if (!parties[0]) throw new TypeError(`${wait} waits for no party`);
  return parties[0];
}

/** Whether a party may call a deal off while it waits for this. */
export function mayCancel(party: DealParty, standing: DealStanding): boolean {
  const step = party === 'user' ? 'cancelByUser' : 'cancelByProvider';
  return statesOf(standing).every((status) => opensIn(DEAL_LIFE, step).includes(status));
}

/** How a deal ends for its process; a refused direct order is a draft again, and begins anew. */
export type DealEnd =
  Extract<DealStatus, 'paid' | 'rejected' | 'claimRejected' | 'cancelled' | 'lapsed'> | 'refused';

/** Whether a deal goes on there: it waits for somebody, and has not come to its end. */
export function isStanding(next: DealStanding | DealEnd): next is DealStanding {
  return statesOf(next as DealStanding).length > 0;
}

/** What the process of a deal does in a state: what it waits for there, or how it ends. */
export function standingOrEnd(status: DealStatus): DealStanding | DealEnd {
  return standingOf(status) ?? (status === 'draft' ? 'refused' : (status as DealEnd));
}
