import { createTurns, type Turns } from '../stand-in/turns';

/** How the provider answers: well, with an error, late, or by keeping the message and dropping the connection. */
export const MODES = ['ok', 'fail', 'slow', 'lose-answer'] as const;
export type Mode = (typeof MODES)[number];

/** The provider's behaviour, which `POST /control` changes. */
export type Behaviour = Turns<Mode>;

/** Starts with answering well. */
export function createBehaviour(): Behaviour {
  return createTurns<Mode>('ok');
}
