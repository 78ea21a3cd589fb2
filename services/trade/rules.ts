import { failure, type DealParty, type DealStatus, type DealStep, type DealWait } from '@kequan/contracts';
import type { Deal } from './model';

/** Where a deal stands while it waits for a party (requirements 2.7, 2.8). */
export const WAITS: Readonly<Record<DealWait, readonly DealStatus[]>> = {
  reply: ['open', 'replied'],
  order: ['accepted'],
  taking: ['placed'],
  completion: ['inProgress'],
  confirmation: ['delivered'],
  claim: ['completed'],
};

/** When a party may call the deal off: the user until he claims, the provider while he serves. */
const CANCELLABLE: Readonly<Record<DealParty, readonly DealStatus[]>> = {
  user: ['open', 'replied', 'accepted', 'placed', 'inProgress', 'delivered', 'completed'],
  provider: ['inProgress'],
};

const DESK = { reviewer: ['claimed'], finance: ['checked'] } as const;

/** The statuses in which a step may begin. */
export function opensIn(step: DealStep, { direct }: Pick<Deal, 'direct'>): readonly DealStatus[] {
  switch (step.kind) {
    case 'reserve':
      return direct ? [] : ['draft'];
    case 'orderDirectly':
      return direct ? ['draft'] : [];
    case 'reply':
      return WAITS.reply;
    case 'order':
      return WAITS.order;
    case 'take':
    case 'refuse':
      return WAITS.taking;
    case 'postpone':
    case 'complete':
      return WAITS.completion;
    case 'confirm':
    case 'dispute':
      return WAITS.confirmation;
    case 'decideDispute':
      return ['disputed'];
    case 'claim':
      return WAITS.claim;
    case 'withdrawClaim':
      return ['claimed', 'checked'];
    case 'decideClaim':
      return DESK[step.step];
    case 'payoutReturned':
    case 'paid':
      return ['payable'];
    case 'cancel':
      return CANCELLABLE[step.party];
    case 'lapse':
      return WAITS[step.waitedFor];
    case 'remind':
      return WAITS[step.waitingFor];
  }
}

/** @throws `DealStepNotOpen` when the deal does not stand where the step begins */
export function requireStepOpen(step: DealStep, deal: Pick<Deal, 'direct' | 'status'>): void {
  if (!opensIn(step, deal).includes(deal.status)) throw failure('DealStepNotOpen');
}

/** Who serves. @throws `DealStepNotOpen` while it was not submitted to him */
export function providerOf({
  providerInstitutionId,
  providerAccountId,
}: Pick<Deal, 'providerInstitutionId' | 'providerAccountId'>): {
  providerInstitutionId: string;
  providerAccountId: string;
} {
  if (providerInstitutionId === undefined || providerAccountId === undefined)
    throw failure('DealStepNotOpen');
  return { providerInstitutionId, providerAccountId };
}

/** Statuses in which the provider has done the service: what the user says of it and uploads comes after (R25). */
const DONE: readonly DealStatus[] = [
  'delivered',
  'disputed',
  'completed',
  'claimed',
  'checked',
  'payable',
  'paid',
  'claimRejected',
];

/** No rating before the provider completed (R25). @throws `DealStepNotOpen` */
export function requireServiceDone({ status }: Pick<Deal, 'status'>): void {
  if (!DONE.includes(status)) throw failure('DealStepNotOpen');
}

/** No upload before the provider completed (R25), and none once a claim stands. @throws `DealStepNotOpen` */
export function requireClaimEditable({ status }: Pick<Deal, 'status'>): void {
  if (status !== 'delivered' && status !== 'completed') throw failure('DealStepNotOpen');
}

/** An order is written after its reservation was accepted; a direct one from the start. @throws `DealStepNotOpen` */
export function requireOrderEditable({ status, direct }: Pick<Deal, 'status' | 'direct'>): void {
  if (status !== (direct ? 'draft' : 'accepted')) throw failure('DealStepNotOpen');
}

/** @throws `DealStepNotOpen` once a reservation was submitted, and of a direct order, which has none */
export function requireReservationEditable({ status, direct }: Pick<Deal, 'status' | 'direct'>): void {
  if (direct || status !== 'draft') throw failure('DealStepNotOpen');
}

/** @throws `DealStepNotOpen` when the deal does not wait for this */
export function requireStatus({ status }: Pick<Deal, 'status'>, wait: DealWait): void {
  if (!WAITS[wait].includes(status)) throw failure('DealStepNotOpen');
}
