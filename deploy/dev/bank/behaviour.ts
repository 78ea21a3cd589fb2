import { createTurns, type Turns } from '../stand-in/turns';

/** How the bank answers a file: well, with an error, or by keeping it and dropping the connection. */
export const MODES = ['ok', 'fail', 'lose-answer'] as const;
export type Mode = (typeof MODES)[number];

/** Why the bank sends a payment back (docs/reference/bank-file.md). */
export const RETURN_CODES = ['R01', 'R02', 'R03'] as const;
export type ReturnCode = (typeof RETURN_CODES)[number];

/** Payments to accounts with these last digits come back. */
const RETURNED_LAST_DIGITS: Readonly<Record<string, ReturnCode>> = { '7': 'R01', '8': 'R02', '9': 'R03' };

/** The bank's behaviour, which `POST /control` changes. */
export interface Behaviour extends Turns<Mode> {
  /** Sends payments to this account back, or takes them again when no code is given. */
  returnAccount(accountNo: string, code: ReturnCode | undefined): void;
  /** Why a payment to this account comes back; undefined when it is paid. */
  codeFor(accountNo: string): ReturnCode | undefined;
}

/** Starts with answering well. */
export function createBehaviour(): Behaviour {
  const told = new Map<string, ReturnCode | undefined>();
  return {
    ...createTurns<Mode>('ok'),
    returnAccount: (accountNo, code) => void told.set(accountNo, code),
    codeFor: (accountNo) =>
      told.has(accountNo) ? told.get(accountNo) : RETURNED_LAST_DIGITS[accountNo.slice(-1)],
  };
}
