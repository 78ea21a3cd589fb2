import { Role, type Affiliation } from '@kequan/contracts';
import {
  aggregateSchema,
  aggregateStore,
  flag,
  mixed,
  oneOf,
  optional,
  text,
  type AggregateStore,
  type DocumentOf,
  type Relay,
} from '@kequan/kit';
import type { Connection } from 'mongoose';
import type { PasswordHash } from './password';

/** Who a primary account is. */
export type LegalPerson = Pick<Affiliation, 'legalPersonId' | 'legalPersonName' | 'unitCode'>;

/** An account. Role and programme are set when it is made and never change (R01, R02). */
const accountSchema = aggregateSchema({
  /** As its owner wrote it; unique in its canonical form. */
  loginName: text,
  role: oneOf(Role.options),
  programmeId: text,
  displayName: text,
  sealedPhone: text,
  /** None of a primary account: it signs in with its account of the instrument system. */
  password: optional(mixed<PasswordHash>()),
  /** The legal person behind a primary account, as the instrument system told it last. */
  legalPerson: optional(mixed<LegalPerson>()),
  /** The primary account that allocated this one (JS step 1). */
  primaryAccountId: optional(text),
  /** A secondary account that its primary account has shut. */
  disabled: optional(flag),
}).index({ primaryAccountId: 1, _id: -1 });

export type Account = DocumentOf<typeof accountSchema>;

/** The accounts of an installation. */
export function accountStore(connection: Connection, relay: Relay): AggregateStore<Account> {
  return aggregateStore(connection, 'accounts', accountSchema, 'identity', relay);
}
