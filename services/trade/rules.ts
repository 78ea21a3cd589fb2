import {
  DEAL_LIFE,
  DECIDED_BY_RULES,
  failure,
  opensIn,
  standingOf,
  statesOf,
  type DealStatus,
  type DealStep,
  type DealWait,
} from '@kequan/contracts';
import type { Deal } from './model';

/** The statuses in which a step may begin, by the table of a deal's life. */
export function statusesFor(step: DealStep, { direct }: Pick<Deal, 'direct'>): readonly DealStatus[] {
  switch (step.kind) {
    case 'reserve':
      return direct ? [] : opensIn(DEAL_LIFE, 'reserve');
    case 'orderDirectly':
      return direct ? opensIn(DEAL_LIFE, 'orderDirectly') : [];
    case 'decideClaim':
      return opensIn(DEAL_LIFE, step.step === 'reviewer' ? 'checkClaim' : 'decidePayment');
    case 'cancel':
      return opensIn(DEAL_LIFE, cancellationOf(step));
    case 'lapse':
      return statesOf(step.waitedFor).filter((status) => opensIn(DEAL_LIFE, 'lapse').includes(status));
    case 'remind':
      return statesOf(step.waitingFor);
    default:
      return opensIn(DEAL_LIFE, step.kind);
  }
}

/** A party's cancellation, or that of a process that an operator has ended. */
export function cancellationOf({
  by,
  party,
}: Extract<DealStep, { kind: 'cancel' }>): 'callOff' | 'cancelByUser' | 'cancelByProvider' {
  if (by === DECIDED_BY_RULES) return 'callOff';
  return party === 'user' ? 'cancelByUser' : 'cancelByProvider';
}

/** @throws `DealStepNotOpen` when the deal does not stand where the step begins */
export function requireStepOpen(step: DealStep, deal: Pick<Deal, 'direct' | 'status'>): void {
  if (!statusesFor(step, deal).includes(deal.status)) throw failure('DealStepNotOpen');
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
  if (standingOf(status) !== wait) throw failure('DealStepNotOpen');
}
