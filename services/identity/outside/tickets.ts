import { failure } from '@kequan/contracts';
import { ensureIndexes, sha256 } from '@kequan/kit';
import type { Db } from 'mongodb';

const TICKET_LIFE_MS = 10 * 60_000;

/** What of a sign-in must stay here until the browser comes back. */
export interface SignInTicket {
  programmeId: string;
  nonce: string;
  verifier: string;
}

interface StoredTicket extends SignInTicket {
  /** The state that goes with the browser. */
  _id: string;
  /** The hash of what only this browser knows. */
  browserHash: string;
  endsAt: Date;
}

/** The sign-ins that have begun. Each is taken once, and only by the browser that began it. */
export interface SignInTickets {
  keep(state: string, browser: string, ticket: SignInTicket): Promise<void>;
  /** @throws `OutsideSignInRefused` when there is none, it was taken, its time is over, or another browser began it */
  take(state: string, browser: string): Promise<SignInTicket>;
  ensureIndexes(): Promise<void>;
}

/** The tickets of a database. @param now the clock, for tests */
export function signInTickets(db: Db, now: () => number = Date.now): SignInTickets {
  const tickets = db.collection<StoredTicket>('outsideSignIns');
  return {
    async keep(state, browser, ticket) {
      const endsAt = new Date(now() + TICKET_LIFE_MS);
      await tickets.insertOne({ _id: state, browserHash: sha256(browser), endsAt, ...ticket });
    },
    async take(state, browser) {
      const mine = { _id: state, browserHash: sha256(browser), endsAt: { $gt: new Date(now()) } };
      const taken = await tickets.findOneAndDelete(mine);
      if (!taken) throw failure('OutsideSignInRefused');
      return taken;
    },
    ensureIndexes: () =>
      ensureIndexes(tickets, [{ keys: { endsAt: 1 }, options: { expireAfterSeconds: 0 } }]),
  };
}
