import { z } from 'zod';
import { line, MobilePhone } from '../forms/text';
import { Affiliation } from '../affiliation';
import { Id } from '../ids';
import { Role, SelfRegisteredRole, StaffRole } from '../roles';
import { Instant, PageQuery } from './common';

const LoginName = z
  .string()
  .trim()
  .min(2)
  .max(40)
  .regex(/^[\p{L}\p{N}_.-]+$/u);
const Password = z.string().min(10).max(128);

/** Registers an account (SN 3; JS inspection step 1). The role can never be changed (R01, R02). */
export const RegisterAccount = z.strictObject({
  loginName: LoginName,
  password: Password,
  role: SelfRegisteredRole,
  programmeId: z.string().max(20),
  displayName: line(60),
  phone: MobilePhone,
});
export type RegisterAccount = z.infer<typeof RegisterAccount>;

/** Makes an account for somebody of the office; by the platform administrator. */
export const CreateStaffAccount = RegisterAccount.extend({ role: StaffRole });
export type CreateStaffAccount = z.infer<typeof CreateStaffAccount>;

export const SignIn = z.strictObject({ loginName: z.string().max(40), password: z.string().max(128) });
export type SignIn = z.infer<typeof SignIn>;

/** What an account shows of itself; the phone is masked. */
export const AccountView = z.object({
  accountId: Id,
  loginName: z.string(),
  role: Role,
  programmeId: z.string(),
  displayName: z.string(),
  phone: z.string(),
  createdAt: Instant,
  /** Of a primary account, and of those that it allocated. */
  affiliation: Affiliation.optional(),
});
export type AccountView = z.infer<typeof AccountView>;

export const SessionView = z.object({ token: z.string(), expiresAt: Instant, account: AccountView });
export type SessionView = z.infer<typeof SessionView>;

/** Allocates a secondary account to a unit (JS step 1, 分配账号); `displayName` is the unit's name. */
export const AllocateAccount = RegisterAccount.omit({ role: true, programmeId: true });
export type AllocateAccount = z.infer<typeof AllocateAccount>;

/** A secondary account as its primary account sees it. */
export const SecondaryAccountView = AccountView.extend({ disabled: z.boolean() });
export type SecondaryAccountView = z.infer<typeof SecondaryAccountView>;

export const SecondaryAccountQuery = PageQuery;

/** Shuts a secondary account, or opens it again. */
export const SetAccountDisabled = z.strictObject({ disabled: z.boolean() });
export const ResetPassword = z.strictObject({ password: Password });

/** With which programme somebody signs in who has an account of the instrument system. */
export const OutsideSignInQuery = z.strictObject({ programmeId: z.string().max(20) });

/** With what the instrument system sends a browser back (OpenID Connect Core 3.1.2.5); with what its standards name beside the code. */
export const OutsideCallbackQuery = z.strictObject({
  state: z.string().min(1).max(200),
  code: z.string().max(2_000).optional(),
  error: z.string().max(200).optional(),
  error_description: z.string().max(2_000).optional(),
  error_uri: z.string().max(500).optional(),
  iss: z.string().max(500).optional(),
  session_state: z.string().max(500).optional(),
});
