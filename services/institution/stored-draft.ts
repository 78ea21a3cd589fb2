import type { z } from 'zod';
import type { OnboardingStage } from '@kequan/contracts';
import type { Form } from '@kequan/kit';
import type { BankAccounts } from './bank-account';
import type { Institution } from './model';
import { draftSchemaOf } from './rules';

/** What may be saved as a stage's draft, turned into what is stored of it. */
export function storedDraftOf(
  institution: Pick<Institution, 'programmeId' | 'track'>,
  stage: OnboardingStage,
  accounts: BankAccounts,
): z.ZodType<Form> {
  const schema: z.ZodType<Form> = draftSchemaOf(institution, stage);
  return schema.transform((form) => accounts.close(form));
}
