import type { Connection } from 'mongoose';
import { event, programmeOf } from '@kequan/contracts';
import {
  aggregateSchema,
  aggregateStore,
  flag,
  instant,
  listOf,
  optional,
  part,
  text,
  type Relay,
  type ValueOf,
} from '@kequan/kit';

/** One turn of the switch: what, why, who, when. */
const turnFields = part({
  open: flag,
  reason: text,
  by: text,
  at: instant,
  /** Until when it is open; without it, until it is closed (F12). */
  openUntil: optional(instant),
});

/** Whether a programme takes direct orders (SN 5.3 立即下单): every turn, the last one last. Its `_id` is the programme's. */
const switchSchema = aggregateSchema({ turns: listOf(turnFields) });

export type SwitchTurn = ValueOf<typeof turnFields>;

/** The switches of all programmes. One that nobody has turned stands as the programme's data says. */
export interface DirectOrderSwitches {
  isOpen(programmeId: string, at: Date): Promise<boolean>;
  turns(programmeId: string): Promise<SwitchTurn[]>;
  /** Turns the switch; the same key turns it once. @returns all turns */
  turn(programmeId: string, key: string, turn: SwitchTurn): Promise<SwitchTurn[]>;
}

/** Opens the switches of a database. */
export function openDirectOrderSwitches(connection: Connection, relay: Relay): DirectOrderSwitches {
  const store = aggregateStore(connection, 'directOrderSwitches', switchSchema, 'trade', relay);
  const turns = async (programmeId: string): Promise<SwitchTurn[]> =>
    (await store.find(programmeId))?.turns ?? [];
  return {
    turns,
    isOpen: async (programmeId, at) => isOpenAfter(programmeId, await turns(programmeId), at),
    async turn(programmeId, key, turn) {
      await store.insert(programmeId, { turns: [] }, { key: 'begin' });
      const { open, reason, by } = turn;
      const { doc } = await store.command(programmeId, {
        key,
        change: { $push: { turns: turn } },
        events: [
          event('kequan.trade.direct-orders-switched.v1', { programmeId, open, reason, switchedBy: by }),
        ],
      });
      return doc.turns;
    },
  };
}

/** Whether direct orders are taken at an instant (R23), after all turns of the switch. */
export function isOpenAfter(programmeId: string, turns: readonly SwitchTurn[], at: Date): boolean {
  const last = turns.at(-1);
  if (!last) return programmeOf(programmeId).directOrders.open;
  return last.open && (last.openUntil === undefined || at < last.openUntil);
}
