import { newId, type AdmittedUser } from '@kequan/contracts';
import type { Form } from '@kequan/kit';

/** A complete application; every call gives a new one. */
export function completeApplication(more: Form = {}): Form {
  return {
    requestedFen: 10_000_000,
    lastYearRevenueFen: 1_200_000_000,
    usageStatement: '新产品关键零件需做疲劳与成分检测，解决批次断裂问题。',
    innovationProject: false,
    financialStatementIds: [newId(), newId()],
    ...more,
  };
}

/** What institution tells of an admitted unit. */
export function admittedUser(accountId: string, more: Partial<AdmittedUser> = {}): AdmittedUser {
  return {
    name: '西安秦科精密制造有限公司',
    unitCode: '91610131MA6U0000XX',
    userKind: 'sme',
    registeredOn: '2015-03-18',
    accountId,
    ...more,
  };
}
