import type { Form, Seal } from '@kequan/kit';

/** Bank account numbers in forms: sealed where they are stored, masked where others than their owner see them (R15). */
export interface BankAccounts {
  /** The form as it is stored. A form without an account stays as it is. */
  close: (form: Form) => Form;
  /** The form as its owner filled it in. */
  open: (form: Form) => Form;
  /** The form as others see it. */
  mask: (form: Form) => Form;
}

/** @param seal for bank account numbers alone */
export function bankAccounts(seal: Seal): BankAccounts {
  return {
    close: (form) => withAccountNo(form, (accountNo) => seal.close(accountNo)),
    open: (form) => withAccountNo(form, (sealed) => seal.open(sealed)),
    mask: (form) => withAccountNo(form, (sealed) => maskAccountNo(seal.open(sealed))),
  };
}

/** An account number with its end only: enough to compare it with a statement, too little to use. */
export function maskAccountNo(accountNo: string): string {
  return accountNo.length < 8 ? '****' : `****${accountNo.slice(-4)}`;
}

function withAccountNo(form: Form, change: (accountNo: string) => string): Form {
  const { finance } = form;
  if (typeof finance !== 'object' || finance === null || !('bankAccountNo' in finance)) return form;
  const { bankAccountNo } = finance;
  return typeof bankAccountNo === 'string'
    ? { ...form, finance: { ...finance, bankAccountNo: change(bankAccountNo) } }
    : form;
}
