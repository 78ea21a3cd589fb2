import type { z } from 'zod';
import type { OnboardingStage } from '@kequan/contracts';
import type { Form } from '@kequan/kit';
import type { BankAccounts } from './bank-account';
import { draftSchemaOf } from './rules';

/** What may be saved as a stage's draft, turned into what is stored of it. */
export function storedDraftOf(stage: OnboardingStage, accounts: BankAccounts): z.ZodType<Form> {
  const schema: z.ZodType<Form> = draftSchemaOf(stage);
  return schema.transform((form) => accounts.close(form));
}
