import type { Form } from '../../client';
import { fillForm } from '../fill';
import { valuesFor, type Run } from '../run';

/** The form that a step saves: a named one of the journey, whole or some fields of it, with what the step changes. */
export function formOf(
  run: Run,
  step: { actor: string; form: string; only?: string[] | undefined; with: Form },
): Form {
  const named = run.journey.forms[step.form];
  if (!named) throw new Error(`the journey has no form ${step.form}`);
  const kept = Object.entries(named).filter(([field]) => step.only?.includes(field) ?? true);
  return fillForm({ ...Object.fromEntries(kept), ...step.with }, valuesFor(run, step.actor));
}
