import { allProgrammes, text, type StaffRole } from '@kequan/contracts';
import { ConfigurationError } from '@kequan/kit';
import type { Accounts, NewAccount } from './accounts';
import type { IdentitySettings } from './config';

interface FirstAccount {
  loginName: string;
  role: StaffRole;
  programmeId: string;
  displayName: string;
  phone: string;
}

/** One account of each staff role. The numbers are made up: in a demonstration the SMS stay on the provider's page. */
const DEMO_ACCOUNTS: readonly FirstAccount[] = [
  firstAccount('office-jiangsu', 'office', 'jiangsu', '13900000001'),
  firstAccount('finance-jiangsu', 'finance', 'jiangsu', '13900000002'),
  firstAccount('reviewer-shaanxi', 'reviewer', 'shaanxi', '13900000003'),
  firstAccount('office-shaanxi', 'office', 'shaanxi', '13900000004'),
  firstAccount('finance-shaanxi', 'finance', 'shaanxi', '13900000005'),
  // A payout is released by two persons, of whom neither approved a payment in it (F32, M18).
  firstAccount('cashier-jiangsu', 'finance', 'jiangsu', '13900000007'),
  firstAccount('cashier-shaanxi', 'finance', 'shaanxi', '13900000008'),
  firstAccount('treasurer-jiangsu', 'finance', 'jiangsu', '13900000009'),
  firstAccount('treasurer-shaanxi', 'finance', 'shaanxi', '13900000010'),
  firstAccount('auditor', 'auditor', 'jiangsu', '13900000006'),
];
const ADMIN_PHONE = '13900000000';

function firstAccount(loginName: string, role: StaffRole, programmeId: string, phone: string): FirstAccount {
  return { loginName, role, programmeId, displayName: text('zh', `roles.${role}`), phone };
}

/**
 * Makes the accounts that the settings ask for, each once; run at every start.
 * @throws ConfigurationError when such a login name belongs to an account with another role
 */
export async function ensureFirstAccounts(accounts: Accounts, settings: IdentitySettings): Promise<void> {
  for (const wanted of firstAccounts(settings)) {
    const found = await accounts.ensure(wanted);
    if (found.role !== wanted.role || found.programmeId !== wanted.programmeId)
      throw new ConfigurationError(
        `the login name ${wanted.loginName} belongs to an account with role ${found.role}; it cannot be made ${wanted.role}`,
      );
  }
}

/** The accounts that the settings ask for. */
export function firstAccounts({ adminPassword, demoPassword }: IdentitySettings): NewAccount[] {
  const programmeId = allProgrammes()[0]?.programmeId ?? '';
  const admin = firstAccount('admin', 'platformAdmin', programmeId, ADMIN_PHONE);
  return [
    ...(adminPassword === undefined ? [] : [{ ...admin, password: adminPassword }]),
    ...(demoPassword === undefined
      ? []
      : DEMO_ACCOUNTS.map((account) => ({ ...account, password: demoPassword }))),
  ];
}
