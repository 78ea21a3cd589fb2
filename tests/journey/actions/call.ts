import { isDeepStrictEqual } from 'node:util';
import { untilDone } from '../../client';
import type { Outcome } from '../act';
import { fillForm, fillText } from '../fill';
import { valuesFor, type Run } from '../run';
import type { Step } from '../script';
import { fieldOf } from './field';

type Call = Extract<Step, { does: 'call' }>;
type See = Extract<Step, { does: 'see' }>;

const SEEN_WITHIN_MS = 90_000;

/** Does anything that the API offers, and compares the answer. @throws Refused; Error when the answer is another */
export async function call(run: Run, step: Call): Promise<Outcome> {
  const { body, wrong } = compared(run, step, await send(run, step, bodyOf(run, step)));
  if (wrong.length > 0) throw new Error(`“${step.words}”: ${wrong.join(', ')}`);
  return kept(run, step, body);
}

/** Looks until the answer is as it must be. @throws Error when it never is */
export async function see(run: Run, step: See): Promise<Outcome> {
  const body = await untilDone<unknown>(step.words, SEEN_WITHIN_MS, async () => {
    const answer = compared(run, step, await send(run, step, undefined));
    return answer.wrong.length === 0
      ? { done: true, value: answer.body }
      : { done: false, reason: answer.wrong.join(', ') };
  });
  return kept(run, step, body);
}

function send(run: Run, { actor, request }: Call | See, body: object | undefined): Promise<unknown> {
  const client = run.signedIn.get(actor) ?? run.client;
  const [method, path = ''] = request.split(' ');
  const line =
    `${method as 'GET' | 'POST' | 'PUT'} ${fillText(path, valuesFor(run, actor)) as `/${string}`}` as const;
  return client.send(line, body);
}

function bodyOf(run: Run, { actor, body, form, with: changes }: Call): object | undefined {
  const values = valuesFor(run, actor);
  if (form === undefined) return body && fillForm(body, values);
  const named = run.journey.forms[form];
  if (!named) throw new Error(`the journey has no form ${form}`);
  return fillForm({ ...body, form: { ...named, ...changes } }, values);
}

/** The answer, or the row of it that is meant, with what of it is not as it must be. */
function compared(run: Run, step: Call | See, answer: unknown): { body: unknown; wrong: string[] } {
  const values = valuesFor(run, step.actor);
  const { find, fields } = step;
  const body = find === undefined ? answer : rowOf(answer, fillForm(find, values));
  if (body === undefined) return { body, wrong: [`no row with ${JSON.stringify(find)}`] };
  return { body, wrong: differing(body, fillForm(fields, values)) };
}

function rowOf(answer: unknown, wanted: Record<string, unknown>): unknown {
  const items = fieldOf(answer, 'items');
  return Array.isArray(items) ? items.find((row: unknown) => differing(row, wanted).length === 0) : undefined;
}

function differing(body: unknown, wanted: Record<string, unknown>): string[] {
  return Object.entries(wanted).flatMap(([path, value]) => {
    const found = fieldOf(body, path);
    return isDeepStrictEqual(found, value)
      ? []
      : [`${path} is ${JSON.stringify(found)}, expected ${JSON.stringify(value)}`];
  });
}

function kept(run: Run, { keep, shows }: Call | See, body: unknown): Outcome {
  for (const [name, path] of Object.entries(keep)) {
    const value = fieldOf(body, path);
    if (typeof value !== 'string') throw new Error(`the answer has no ${path}`);
    run.values.set(name, value);
  }
  if (shows === undefined) return {};
  return { seen: shows.replace(/\{([\w.]+)\}/g, (_whole, path: string) => shown(path, fieldOf(body, path))) };
}

/** A field as people read it: money in yuan. */
function shown(path: string, value: unknown): string {
  if (path.endsWith('Fen')) return `￥${(Number(value) / 100).toFixed(2)}`;
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
