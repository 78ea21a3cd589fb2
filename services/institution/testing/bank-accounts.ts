import { randomBytes } from 'node:crypto';
import { createSeal } from '@kequan/kit';
import { bankAccounts, type BankAccounts } from '../bank-account';

/** Bank accounts under a key that no other test has. */
export function testBankAccounts(): BankAccounts {
  return bankAccounts(createSeal(randomBytes(32).toString('base64'), 'bank-account'));
}
