import type { Role } from '@kequan/contracts';
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
  password: PasswordHash;
}

export const ACCOUNT_INDEXES: readonly IndexOf[] = [OUTBOX_INDEX];

/** The accounts of an installation. */
export function accountStore(db: Db, relay: Relay): AggregateStore<Account> {
  return aggregateStore<Account>(db, 'accounts', 'identity', relay);
}
