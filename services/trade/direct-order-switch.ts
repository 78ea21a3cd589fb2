import type { Db } from 'mongodb';
import { event, programmeOf } from '@kequan/contracts';
import {
  aggregateStore,
  ensureIndexes,
  OUTBOX_INDEX,
  type Aggregate,
  type AggregateStore,
  type Relay,
} from '@kequan/kit';

/** One turn of the switch: what, why, who, when. */
export interface SwitchTurn {
  open: boolean;
  reason: string;
  by: string;
  at: Date;
  /** Until when it is open; without it, until it is closed (F12). */
  openUntil?: Date;
}

/** Whether a programme takes direct orders (SN 5.3 立即下单); its `_id` is the programme's. */
interface DirectOrderSwitch extends Aggregate {
  /** Every turn, the last one last. */
  turns: SwitchTurn[];
}

/** The switches of all programmes. One that nobody has turned stands as the programme's data says. */
export interface DirectOrderSwitches {
  isOpen(programmeId: string, at: Date): Promise<boolean>;
  turns(programmeId: string): Promise<SwitchTurn[]>;
  /** Turns the switch; the same key turns it once. @returns all turns */
  turn(programmeId: string, key: string, turn: SwitchTurn): Promise<SwitchTurn[]>;
  ensureIndexes(): Promise<void>;
}

/** Opens the switches of a database. */
export function openDirectOrderSwitches(db: Db, relay: Relay): DirectOrderSwitches {
  const store: AggregateStore<DirectOrderSwitch> = aggregateStore(db, 'directOrderSwitches', 'trade', relay);
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
    ensureIndexes: () => ensureIndexes(store.collection, [OUTBOX_INDEX]),
  };
}

/** Whether direct orders are taken at an instant (R23), after all turns of the switch. */
export function isOpenAfter(programmeId: string, turns: readonly SwitchTurn[], at: Date): boolean {
  const last = turns.at(-1);
  if (!last) return programmeOf(programmeId).directOrders.open;
  return last.open && (last.openUntil === undefined || at < last.openUntil);
}
