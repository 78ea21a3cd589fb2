import { z } from 'zod';
import { failure, isProviderTrack, type AdmittedUser, type Payee } from '@kequan/contracts';
import { admittedUserOf } from './admitted-user';
import type { Institution } from './model';
import { hasOpenShop } from './rules';

/** What of an approved enrolment a payment needs; the account number is sealed as it is stored (R15). */
const Finance = z.object({ accountName: z.string(), bankName: z.string(), bankAccountNo: z.string() });

/**
 * Both sides of a deal. The value of a unit code bears its role before the colon: behind it the same unit is the same.
 * @throws `UserNotAdmitted`, `ProviderNotQualified`, `RelatedParties`
 */
export function requireTradingParties(
  user: Institution | undefined,
  provider: Institution | undefined,
): { user: AdmittedUser; providerName: string } {
  const admitted = admittedUserOf(user);
  if (!provider || !isProviderTrack(provider.track) || !hasOpenShop(provider))
    throw failure('ProviderNotQualified');
  if (codesOf(user).some((code) => codesOf(provider).includes(code))) throw failure('RelatedParties');
  return { user: admitted, providerName: provider.name };
}

/** Where an admitted user is paid; undefined when it is not admitted now. */
export function payeeOf(institution: Institution): Payee | undefined {
  const { enrolment } = institution.stages;
  if (enrolment?.status !== 'approved') return undefined;
  const { accountName, bankName, bankAccountNo } = Finance.parse(enrolment.submitted?.form['finance']);
  return { institutionId: institution._id, accountName, bankName, sealedBankAccountNo: bankAccountNo };
}

/**
 * The organisation codes of an institution, whatever its role: an 18-digit credit code bears the unit's organisation code in
 * its places 9 to 17 (GB 32100-2015), so that nobody is another unit by writing the older one (R16).
 */
function codesOf(institution: Institution | undefined): string[] {
  const { unitCode, approvedUnitCodes = [] } = institution ?? {};
  return [...approvedUnitCodes, ...(unitCode === undefined ? [] : [unitCode])].map((value) => {
    const code = value.slice(value.indexOf(':') + 1);
    return code.length === 18 ? code.slice(8, 17) : code;
  });
}
