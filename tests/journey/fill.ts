import type { Form } from '../client';

/**
 * Puts the values of this run in the place of `{name}` in every text of a form.
 * @throws Error when there is no such value: the journey uses what no earlier step has made
 */
export function fillForm(form: Form, values: ReadonlyMap<string, string>): Form {
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, fillValue(value, values)]));
}

function fillValue(value: unknown, values: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return fillText(value, values);
  if (Array.isArray(value)) return value.map((inner: unknown) => fillValue(inner, values));
  return typeof value === 'object' && value !== null ? fillForm({ ...value }, values) : value;
}

/** The same for one text. @throws Error when there is no such value */
export function fillText(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\{([\w.]+)\}/g, (_whole, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`the journey names {${name}}, which no step has made yet`);
    return value;
  });
}
