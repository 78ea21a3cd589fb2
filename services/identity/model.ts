import type { Affiliation, Role } from '@kequan/contracts';
import {
  aggregateStore,
  OUTBOX_INDEX,
  type Aggregate,
  type AggregateStore,
  type IndexOf,
  type Relay,
} from '@kequan/kit';
import type { Db } from 'mongodb';
import type { PasswordHash } from './password';

/** An account. Role and programme are set when it is made and never change (R01, R02). */
export interface Account extends Aggregate {
  /** As its owner wrote it; unique in its canonical form. */
  loginName: string;
  role: Role;
  programmeId: string;
  displayName: string;
  sealedPhone: string;
  /** None of a primary account: it signs in with its account of the instrument system. */
  password?: PasswordHash;
  /** The legal person behind a primary account, as the instrument system told it last. */
  legalPerson?: LegalPerson;
  /** The primary account that allocated this one (JS step 1). */
  primaryAccountId?: string;
  /** A secondary account that its primary account has shut. */
  disabled?: boolean;
}

/** Who a primary account is. */
export type LegalPerson = Pick<Affiliation, 'legalPersonId' | 'legalPersonName' | 'unitCode'>;

export const ACCOUNT_INDEXES: readonly IndexOf[] = [OUTBOX_INDEX, { keys: { primaryAccountId: 1, _id: -1 } }];

/** The accounts of an installation. */
export function accountStore(db: Db, relay: Relay): AggregateStore<Account> {
  return aggregateStore<Account>(db, 'accounts', 'identity', relay);
}
