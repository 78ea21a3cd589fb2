import { failure } from '@kequan/contracts';
import { documentSchema, instant, openModel, sha256, text, type DocumentOf } from '@kequan/kit';
import type { Connection } from 'mongoose';

const TICKET_LIFE_MS = 10 * 60_000;

const ticketSchema = documentSchema({
  /** The state that goes with the browser. */
  _id: text,
  /** The hash of what only this browser knows. */
  browserHash: text,
  endsAt: instant,
  programmeId: text,
  nonce: text,
  verifier: text,
}).index({ endsAt: 1 }, { expireAfterSeconds: 0 });

/** What of a sign-in must stay here until the browser comes back. */
export type SignInTicket = Pick<DocumentOf<typeof ticketSchema>, 'programmeId' | 'nonce' | 'verifier'>;

/** The sign-ins that have begun. Each is taken once, and only by the browser that began it. */
export interface SignInTickets {
  keep(state: string, browser: string, ticket: SignInTicket): Promise<void>;
  /** @throws `OutsideSignInRefused` when there is none, it was taken, its time is over, or another browser began it */
  take(state: string, browser: string): Promise<SignInTicket>;
}

/** The tickets of a database. @param now the clock, for tests */
export function signInTickets(connection: Connection, now: () => number = Date.now): SignInTickets {
  const tickets = openModel(connection, 'outsideSignIns', ticketSchema);
  return {
    async keep(state, browser, ticket) {
      const endsAt = new Date(now() + TICKET_LIFE_MS);
      await tickets.insertOne({ _id: state, browserHash: sha256(browser), endsAt, ...ticket });
    },
    async take(state, browser) {
      const mine = { _id: state, browserHash: sha256(browser), endsAt: { $gt: new Date(now()) } };
      const taken = await tickets.findOneAndDelete(mine).lean<SignInTicket>();
      if (!taken) throw failure('OutsideSignInRefused');
      return taken;
    },
  };
}
