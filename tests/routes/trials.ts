import { randomBytes } from 'node:crypto';
import { CHINA_CALENDAR } from '@kequan/contracts';
import { phoneOf } from '../journey/run-values';
import { unitAccount } from './cast';

/** The provider's facts that the routes are tried on. */
export interface ProviderFacts {
  institutionId: string;
  /** A service under review, with its open task. */
  serviceId: string;
  taskId: string;
  /** A service that the mall shows. */
  mallServiceId: string;
  /** A capability as a draft, and one that the public sees. */
  recordId: string;
  mallRecordId: string;
  kind: 'capability';
  fileId: string;
}

/** The voucher user's facts. */
export interface VoucherFacts {
  /** An application that was approved, with its voucher. */
  applicationId: string;
  voucherId: string;
  /** The institution that holds them. */
  holderId: string;
  /** The budget that they were paid from. */
  programmeId: string;
  year: string;
}

/** What voucher user and provider have with each other. */
export interface DealFacts {
  /** A reservation that the provider has not answered. */
  dealId: string;
}

/** A payout to the voucher user, and the batch and notice that it stands in. */
export interface PayoutFacts {
  payoutId: string;
  batchId: string;
  noticeId: string;
}

/** What a primary account and a unit of its legal person have. */
export interface UnitFacts {
  /** The secondary account of the unit. */
  accountId: string;
  /** The unit's institution, with an open shop, and a file of its application. */
  unitId: string;
  unitFileId: string;
  /** An instrument on its shelf, and its id in the outside system. */
  instrumentId: string;
  outsideInstrumentId: string;
}

export type Facts = ProviderFacts & VoucherFacts & DealFacts & PayoutFacts & UnitFacts;

/**
 * Who of those whom the policy lets pass reaches the owner's facts: all; the owner; he and the staff of his programme with
 * the platform administrator; that staff alone; or the role in whose inbox the task lies.
 */
export type Reach = 'all' | 'owner' | 'ownerAndStaff' | 'staff' | 'inbox';

/** How one route is tried. */
export interface Trial {
  /** Whose facts it shows; the provider's when nothing is said. */
  owner?: 'voucherUser' | 'primaryAccount' | 'secondaryAccount';
  reach: Reach;
  /** Of a deal: its provider reaches it as its user does; of a unit's: its primary account does. */
  also?: 'provider' | 'primaryAccount';
  /** A good query, where one is needed. */
  query?: string;
  /** A good body. */
  body?: (facts: Facts) => object;
  /** Of a list: the owner's fact that must be in it for who reaches it, and in nobody else's. */
  lists?: (facts: Facts) => string;
  /** The same route tried once more on the facts of the unit, which its primary account reads too; these stand in for the owner's. */
  ofUnit?: (facts: Facts) => Partial<Facts>;
  /** Of a list that answers 404 to who has nothing of his own. */
  mayBeMissing?: true;
}

const account = (role: string): object => ({
  loginName: `t-${randomBytes(6).toString('hex')}`,
  password: randomBytes(12).toString('base64url'),
  role,
  programmeId: 'jiangsu',
  displayName: '试用',
  phone: phoneOf('136????????'),
});

const calendarContent = (): object => {
  const { knownFrom, knownUntil, holidays, makeUpDays } = CHINA_CALENDAR;
  return { knownFrom, knownUntil, holidays, makeUpDays };
};

/** What of the unit stands in for the provider's facts. */
const ofUnit = ({ unitId, unitFileId }: Facts): Partial<Facts> => ({
  institutionId: unitId,
  fileId: unitFileId,
});

/** How a route is tried, and on which facts: as its trial says, and once more on those of the unit. */
export function waysOf(trial: Trial, facts: Facts): { trial: Trial; facts: Facts }[] {
  if (!trial.ofUnit) return [{ trial, facts }];
  const reads = trial.reach === 'owner' ? {} : { also: 'primaryAccount' as const };
  return [
    { trial, facts },
    {
      trial: { ...trial, owner: 'secondaryAccount', ...reads },
      facts: { ...facts, ...trial.ofUnit(facts) },
    },
  ];
}

/**
 * Every route of the system with who reaches what by it. A route that is not named here fails the test, so that nobody adds
 * one without saying whose facts it shows.
 */
export const TRIALS: Readonly<Record<string, Trial>> = {
  'post /v1/accounts': { reach: 'all', body: () => account('provider') },
  'post /v1/sessions': {
    reach: 'all',
    body: () => ({ loginName: `t-${randomBytes(6).toString('hex')}`, password: 'wrong' }),
  },
  'get /v1/accounts/me': { reach: 'all' },
  'post /v1/staff-accounts': { reach: 'all', body: () => account('auditor') },
  'get /.well-known/jwks.json': { reach: 'all' },
  'get /v1/sign-in/outside': { reach: 'all', query: 'programmeId=jiangsu' },
  'get /v1/sign-in/outside/callback': { reach: 'all', query: 'state=unheard&code=unheard' },
  'post /v1/secondary-accounts': { reach: 'all', body: unitAccount },
  'get /v1/secondary-accounts': {
    owner: 'primaryAccount',
    reach: 'owner',
    lists: ({ accountId }) => accountId,
  },
  'put /v1/secondary-accounts/:accountId/disabled': {
    owner: 'primaryAccount',
    reach: 'owner',
    body: () => ({ disabled: false }),
  },
  'put /v1/secondary-accounts/:accountId/password': {
    owner: 'primaryAccount',
    reach: 'owner',
    body: () => ({ password: randomBytes(12).toString('base64url') }),
  },

  'post /v1/institutions': { reach: 'all', body: () => ({ track: 'inspectionTesting' }) },
  'get /v1/institutions/mine': {
    reach: 'owner',
    lists: ({ institutionId }) => institutionId,
    mayBeMissing: true,
  },
  'get /v1/institutions': { reach: 'staff', lists: ({ institutionId }) => institutionId },
  'get /v1/institutions/:institutionId': { reach: 'ownerAndStaff', ofUnit },
  'put /v1/institutions/:institutionId/stages/:stage': {
    reach: 'owner',
    ofUnit,
    body: () => ({ form: { shopName: '试用' } }),
  },
  'post /v1/institutions/:institutionId/stages/:stage/submission': { reach: 'owner', ofUnit },
  'post /v1/institutions/:institutionId/stages/:stage/withdrawal': { reach: 'owner', ofUnit },
  'get /v1/institutions/:institutionId/tracker': { reach: 'ownerAndStaff', ofUnit },
  'get /v1/entry-notices': { reach: 'all', lists: ({ institutionId }) => institutionId },

  'post /v1/services': {
    reach: 'owner',
    body: ({ institutionId }) => ({ institutionId, kind: 'inspectionTesting' }),
  },
  'get /v1/services': { reach: 'ownerAndStaff', lists: ({ serviceId }) => serviceId },
  'get /v1/services/:serviceId': { reach: 'ownerAndStaff' },
  'put /v1/services/:serviceId': { reach: 'owner', body: () => ({ form: { name: '试用' } }) },
  'post /v1/services/:serviceId/submission': { reach: 'owner' },
  'post /v1/services/:serviceId/withdrawal': { reach: 'owner' },
  'post /v1/records/:kind': { reach: 'owner', body: ({ institutionId }) => ({ institutionId }) },
  'get /v1/records/:kind': { reach: 'ownerAndStaff', lists: ({ recordId }) => recordId },
  'get /v1/records/:kind/:recordId': { reach: 'ownerAndStaff' },
  'put /v1/records/:kind/:recordId': { reach: 'owner', body: () => ({ form: { item: '试用' } }) },
  'post /v1/records/:kind/:recordId/submission': { reach: 'owner' },
  'post /v1/records/:kind/:recordId/withdrawal': { reach: 'owner' },
  'get /v1/record-imports/:kind/template': { reach: 'all' },
  // Whose records they become is the caller's own institution.
  'post /v1/record-imports/:kind': { reach: 'all' },
  'get /v1/mall/records/:kind': { reach: 'all', lists: ({ mallRecordId }) => mallRecordId },
  'get /v1/mall/records/:kind/:recordId': { reach: 'all' },
  // The secondary account's legal person is also the primary account's.
  'get /v1/outside-instruments': { reach: 'all' },
  'post /v1/instruments': {
    owner: 'secondaryAccount',
    reach: 'owner',
    body: ({ unitId, outsideInstrumentId }) => ({ institutionId: unitId, outsideInstrumentId }),
  },
  'get /v1/instruments': {
    owner: 'secondaryAccount',
    reach: 'ownerAndStaff',
    also: 'primaryAccount',
    lists: ({ instrumentId }) => instrumentId,
  },
  'get /v1/instruments/:instrumentId': {
    owner: 'secondaryAccount',
    reach: 'ownerAndStaff',
    also: 'primaryAccount',
  },
  'post /v1/instruments/:instrumentId/removal': { owner: 'secondaryAccount', reach: 'owner' },
  'get /v1/mall/services': { reach: 'all', lists: ({ mallServiceId }) => mallServiceId },
  'get /v1/mall/services/:serviceId': { reach: 'all' },

  'get /v1/review-tasks': { reach: 'inbox', lists: ({ taskId }) => taskId },
  'get /v1/review-tasks/:taskId': { reach: 'inbox' },
  'post /v1/review-tasks/:taskId/decision': { reach: 'inbox', body: () => ({ outcome: 'approve' }) },

  'post /v1/files': { reach: 'all' },
  'get /v1/files/:fileId': { reach: 'ownerAndStaff', ofUnit },
  'get /v1/files/:fileId/content': { reach: 'ownerAndStaff', ofUnit },

  // Whose institution it is, the submission asks of institution.
  'post /v1/voucher-applications': { reach: 'all', body: ({ holderId }) => ({ institutionId: holderId }) },
  'get /v1/voucher-applications': {
    owner: 'voucherUser',
    reach: 'ownerAndStaff',
    lists: ({ applicationId }) => applicationId,
  },
  'get /v1/voucher-applications/:applicationId': { owner: 'voucherUser', reach: 'ownerAndStaff' },
  'put /v1/voucher-applications/:applicationId': {
    owner: 'voucherUser',
    reach: 'owner',
    body: () => ({ form: { usageStatement: '试用' } }),
  },
  'post /v1/voucher-applications/:applicationId/submission': { owner: 'voucherUser', reach: 'owner' },
  'post /v1/voucher-applications/:applicationId/withdrawal': { owner: 'voucherUser', reach: 'owner' },
  'get /v1/vouchers': {
    owner: 'voucherUser',
    reach: 'ownerAndStaff',
    lists: ({ voucherId }) => voucherId,
  },
  'get /v1/vouchers/:voucherId': { owner: 'voucherUser', reach: 'ownerAndStaff' },
  'post /v1/vouchers/:voucherId/return': { owner: 'voucherUser', reach: 'owner' },
  'post /v1/budgets/:programmeId/:year/grants': {
    owner: 'voucherUser',
    reach: 'staff',
    body: () => ({ amountFen: 1 }),
  },
  'get /v1/budgets/:programmeId/:year': { owner: 'voucherUser', reach: 'staff' },

  'post /v1/deals': {
    reach: 'all',
    body: ({ holderId, mallServiceId }) => ({ institutionId: holderId, serviceId: mallServiceId }),
  },
  'get /v1/deals': {
    owner: 'voucherUser',
    reach: 'ownerAndStaff',
    also: 'provider',
    lists: ({ dealId }) => dealId,
  },
  'get /v1/deals/:dealId': { owner: 'voucherUser', reach: 'ownerAndStaff', also: 'provider' },
  'put /v1/deals/:dealId': {
    owner: 'voucherUser',
    reach: 'owner',
    body: () => ({ form: { sampleSummary: '试用' } }),
  },
  'post /v1/deals/:dealId/submission': { owner: 'voucherUser', reach: 'owner' },
  'post /v1/deals/:dealId/reply': {
    reach: 'owner',
    body: () => ({ answer: 'reply', message: '请补充样品规格' }),
  },
  'put /v1/deals/:dealId/order': {
    owner: 'voucherUser',
    reach: 'owner',
    body: () => ({ form: { details: '试用' } }),
  },
  'post /v1/deals/:dealId/order-submission': { owner: 'voucherUser', reach: 'owner' },
  'post /v1/deals/:dealId/taking': { reach: 'owner', body: () => ({ answer: 'take' }) },
  'post /v1/deals/:dealId/completion': { reach: 'owner' },
  'post /v1/deals/:dealId/confirmation': {
    owner: 'voucherUser',
    reach: 'owner',
    body: () => ({ answer: 'confirm' }),
  },
  'put /v1/deals/:dealId/evaluation': { owner: 'voucherUser', reach: 'owner', body: () => ({ score: 5 }) },
  'put /v1/deals/:dealId/claim': { owner: 'voucherUser', reach: 'owner', body: () => ({ form: {} }) },
  'post /v1/deals/:dealId/claim-submission': { owner: 'voucherUser', reach: 'owner' },
  'post /v1/deals/:dealId/claim-withdrawal': { owner: 'voucherUser', reach: 'owner' },
  'post /v1/deals/:dealId/postponement': {
    owner: 'voucherUser',
    reach: 'owner',
    also: 'provider',
    body: () => ({ completionOn: '2027-06-30' }),
  },
  'post /v1/deals/:dealId/cancellation': {
    owner: 'voucherUser',
    reach: 'owner',
    also: 'provider',
    body: () => ({ reason: '试用' }),
  },
  'get /v1/calendar': { reach: 'all' },
  'post /v1/calendar/preview': { reach: 'all', body: calendarContent },
  // A version that nobody has seen: a conflict for who may replace it, and the run keeps its days.
  'put /v1/calendar': { reach: 'all', body: () => ({ ...calendarContent(), version: 999 }) },
  'post /v1/direct-orders': {
    reach: 'all',
    body: ({ holderId, mallServiceId }) => ({ institutionId: holderId, serviceId: mallServiceId }),
  },
  'get /v1/direct-orders/switch': { reach: 'all' },
  'put /v1/direct-orders/switch': { reach: 'all', body: () => ({ open: false, reason: '试用' }) },
  'get /v1/direct-orders/usage': { reach: 'all' },

  'get /v1/payouts': { owner: 'voucherUser', reach: 'ownerAndStaff', lists: ({ payoutId }) => payoutId },
  'get /v1/payouts/:payoutId': { owner: 'voucherUser', reach: 'ownerAndStaff' },
  'get /v1/payout-batches': { owner: 'voucherUser', reach: 'staff', lists: ({ batchId }) => batchId },
  'post /v1/payout-batches': { reach: 'all' },
  'get /v1/payout-batches/:batchId': { owner: 'voucherUser', reach: 'staff' },
  'post /v1/payout-batches/:batchId/release': { owner: 'voucherUser', reach: 'staff' },
  'get /v1/payout-notices': { reach: 'all', lists: ({ noticeId }) => noticeId },
  'get /v1/payout-notices/:noticeId': { reach: 'all' },
  'post /v1/payout-notices/:noticeId/objections': {
    reach: 'all',
    body: ({ payoutId }) => ({ payoutId, reason: '服务没有完成' }),
  },

  'get /v1/messages': { reach: 'all' },
  'get /v1/timelines/:institutionId': { reach: 'ownerAndStaff', ofUnit },
};
