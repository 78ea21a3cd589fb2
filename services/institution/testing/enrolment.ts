import { newId, type EnrolmentForm } from '@kequan/contracts';
import type { Form } from '@kequan/kit';
import { newCreditCode } from './credit-code';

/** What of a complete enrolment a test wants otherwise. */
export interface EnrolmentChanges {
  basic?: Partial<EnrolmentForm['basic']>;
  finance?: Partial<EnrolmentForm['finance']>;
  contact?: Partial<EnrolmentForm['contact']>;
}

/** A complete enrolment of a small firm in Shaanxi; every call gives a new one. */
export function completeEnrolment({ basic, finance, contact }: EnrolmentChanges = {}): EnrolmentForm {
  const name = '西安高新精密机械有限公司';
  return {
    basic: {
      name,
      userKind: 'sme',
      unitCode: newCreditCode(),
      independentLegalPerson: true,
      province: '陕西省',
      address: '西安市高新区科技路1号',
      registeredOn: '2021-05-18',
      legalRepresentative: '赵立新',
      industry: 'manufacturing',
      employees: 86,
      lastYearRevenueFen: 3_200_000_000,
      totalAssetsFen: 2_100_000_000,
      licenceFileId: newId(),
      ...basic,
    },
    finance: {
      accountKind: 'corporate',
      accountName: name,
      bankName: '中国银行西安高新支行',
      bankAccountNo: '6103298741002215',
      ...finance,
    },
    contact: { contactName: '孙悦', contactPhone: '13900139000', ...contact },
  };
}

/** An enrolment whose account is a person's. */
export function withPersonalAccount(): Form {
  const form = completeEnrolment();
  return { ...form, finance: { ...form.finance, accountKind: 'personal' } };
}
