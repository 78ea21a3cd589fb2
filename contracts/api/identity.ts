import { z } from 'zod';
import { line, MobilePhone } from '../forms/text';
import { Id } from '../ids';
import { Role, SelfRegisteredRole, StaffRole } from '../roles';
import { Instant } from './common';

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
});
export type AccountView = z.infer<typeof AccountView>;

export const SessionView = z.object({ token: z.string(), expiresAt: Instant, account: AccountView });
export type SessionView = z.infer<typeof SessionView>;
