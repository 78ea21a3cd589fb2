import type { z } from 'zod';
import { failure } from '@kequan/contracts';
import { fieldProblems } from '../http/input';
import type { Form } from './application';

/**
 * The form when nothing is missing and nothing is wrong.
 * @throws `FormIncomplete` that names every wrong field by its path in the form
 */
export function completeForm<S extends z.ZodType<Form>>(schema: S, draft: Form): z.output<S> {
  const parsed = schema.safeParse(draft);
  if (parsed.success) return parsed.data;
  const fields = fieldProblems(parsed.error);
  throw failure('FormIncomplete', { count: fields.length }, fields);
}
