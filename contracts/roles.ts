import { z } from 'zod';

/**
 * What an account may be. `provider` and `voucherUser` register themselves (R02: one account, one role; R01: for ever).
 * `primaryAccount` is a legal person that signs in with its account of the instrument system and allocates the accounts of
 * its units, which are providers (JS step 1). All others are staff, made by the platform administrator.
 */
export const Role = z.enum([
  'provider',
  'voucherUser',
  'primaryAccount',
  'office',
  'reviewer',
  'finance',
  'auditor',
  'platformAdmin',
]);
export type Role = z.infer<typeof Role>;

/** The roles that a person may choose when registering (SN 3: 接券 or 用券). */
export const SelfRegisteredRole = Role.extract(['provider', 'voucherUser']);

/** The roles that the platform administrator gives out. */
export const StaffRole = Role.exclude(['provider', 'voucherUser', 'primaryAccount']);
export type StaffRole = z.infer<typeof StaffRole>;
