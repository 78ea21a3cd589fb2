import {
  CreateDeal,
  DealView,
  DirectOrderSwitchView,
  DirectOrderUsage,
  TurnDirectOrders,
  UsageQuery,
} from '@kequan/contracts';
import { allow, route, type Caller, type Route } from '@kequan/kit';
import { beginDeal, type BeginningParts } from './beginning';
import { isOpenAfter, type SwitchTurn } from './direct-order-switch';
import { directOrderUsage } from './usage';
import { dealView } from './views';

/** Direct orders 立即下单, which enter past ones (SN 5.3): begun here, then written, placed and served like every deal. */
export function directOrderRoutes(parts: BeginningParts): Route[] {
  const { deals, switches } = parts;
  const members = allow.roles('voucherUser', 'provider', 'office', 'reviewer', 'finance', 'auditor');

  return [
    route('POST /v1/direct-orders', allow.roles('voucherUser'), {
      summary: 'Begins a direct order of a listed service, while direct orders are taken',
      idempotencyKey: 'optional',
      body: CreateDeal,
      answer: DealView,
      status: 201,
      handle: async ({ caller, body, key }) =>
        dealView(caller, await beginDeal(parts, caller, body, key, true)),
    }),

    route('GET /v1/direct-orders/switch', members, {
      summary:
        'Whether my programme takes direct orders now; for its staff with who turned the switch, when and why',
      answer: DirectOrderSwitchView,
      handle: async ({ caller }) => switchView(caller, await switches.turns(caller.programmeId)),
    }),

    route('PUT /v1/direct-orders/switch', allow.roles('office'), {
      summary: 'Opens or closes direct orders in my programme; what is placed already goes on',
      idempotencyKey: 'optional',
      body: TurnDirectOrders,
      answer: DirectOrderSwitchView,
      handle: async ({ caller, body, key }) => {
        const { open, reason, openUntil } = body;
        const turn: SwitchTurn = {
          open,
          reason,
          by: caller.accountId,
          at: new Date(),
          ...(open && openUntil !== undefined && { openUntil: new Date(openUntil) }),
        };
        return switchView(caller, await switches.turn(caller.programmeId, `turn:${key}`, turn));
      },
    }),

    route('GET /v1/direct-orders/usage', allow.roles('office', 'auditor'), {
      summary: 'How much direct orders are still used in my programme, by month and by provider',
      query: UsageQuery,
      answer: DirectOrderUsage,
      handle: async ({ caller, query }) =>
        directOrderUsage(deals, caller.programmeId, query.months, new Date()),
    }),
  ];
}

function switchView({ programmeId, role }: Caller, turns: readonly SwitchTurn[]): DirectOrderSwitchView {
  const open = isOpenAfter(programmeId, turns, new Date());
  const openUntil = turns.at(-1)?.openUntil;
  const isStaff = role !== 'voucherUser' && role !== 'provider';
  return {
    programmeId,
    open,
    ...(open && openUntil && { openUntil: openUntil.toISOString() }),
    ...(isStaff && { turns: turns.map(shown).reverse() }),
  };
}

function shown({ at, openUntil, ...turn }: SwitchTurn) {
  return { ...turn, at: at.toISOString(), ...(openUntil && { openUntil: openUntil.toISOString() }) };
}
