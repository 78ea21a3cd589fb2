/** One step of a life: in which states it may begin, and where it leads; by its outcome, where it has several. */
export interface LifeStep<State extends string> {
  readonly from: readonly State[];
  readonly to: State | Readonly<Record<string, State>>;
}

/**
 * The life of something, as one table: every state that it can be in and every step that it can take. Whoever needs to know where
 * a step begins or leads reads it here, so that no two places can disagree.
 */
export interface Life<State extends string = string, Step extends string = string, Facts = object> {
  readonly start: State;
  readonly states: Readonly<Record<State, Facts>>;
  readonly steps: Readonly<Record<Step, LifeStep<State>>>;
}

type StateOf<L extends Life> = keyof L['states'] & string;
type StepOf<L extends Life> = keyof L['steps'] & string;
/** The outcomes of a step that has several. */
export type OutcomeOf<L extends Life, S extends StepOf<L>> = L['steps'][S]['to'] extends string
  ? never
  : keyof L['steps'][S]['to'] & string;

/** Makes a life of a table that names no state which is not there. */
export function life<State extends string, Facts>() {
  return <const L extends Life<State, string, Facts>>(table: L): L => table;
}

/** The states of a life, in the table's order. */
export function statesIn<L extends Life>(table: L): StateOf<L>[] {
  return Object.keys(table.states);
}

/** The states in which a step may begin. */
export function opensIn<L extends Life>(table: L, step: StepOf<L>): readonly StateOf<L>[] {
  return stepOf(table, step).from;
}

/** Where a step leads. @param outcome of a step that has several @throws TypeError when the table has no such outcome */
export function leadsTo<L extends Life, S extends StepOf<L>>(
  table: L,
  step: S,
  ...[outcome]: OutcomeOf<L, S> extends never ? [] : [outcome: OutcomeOf<L, S>]
): TargetOf<L['steps'][S]['to']> {
  const { to } = stepOf(table, step);
  const state = typeof to === 'string' ? to : outcome === undefined ? undefined : to[outcome];
  if (state === undefined) throw new TypeError(`${step}: no outcome ${String(outcome)}`);
  return state as TargetOf<L['steps'][S]['to']>;
}
type TargetOf<To> = To extends string ? To : To[keyof To];

/** The states from which no step leads to another. */
export function endsOf<L extends Life>(table: L): StateOf<L>[] {
  const left = new Set(transitionsOf(table).flatMap(({ from, to }) => (from === to ? [] : [from])));
  return statesIn(table).filter((state) => !left.has(state));
}

/** The states that can be reached from where a life begins. */
export function reachedIn<L extends Life>(table: L): Set<StateOf<L>> {
  const transitions = transitionsOf(table);
  const reached = new Set<string>([table.start]);
  for (let before = 0; before < reached.size;) {
    before = reached.size;
    for (const { from, to } of transitions) if (reached.has(from)) reached.add(to);
  }
  return reached;
}

/** One arrow of a life's picture. */
export interface Transition {
  from: string;
  to: string;
  step: string;
  outcome?: string;
}

/** Every move that a table knows, from a state to a state. */
export type MoveOf<L extends Life> = {
  [S in keyof L['steps']]: {
    readonly from: L['steps'][S]['from'][number];
    readonly to: TargetOf<L['steps'][S]['to']>;
  };
}[keyof L['steps']];

/** All that can happen, in the table's order. */
export function transitionsOf({ steps }: Life): Transition[] {
  return Object.entries(steps).flatMap(([step, { from, to }]) =>
    from.flatMap((begin): Transition[] =>
      typeof to === 'string'
        ? [{ from: begin, to, step }]
        : Object.entries(to).map(([outcome, end]) => ({ from: begin, to: end, step, outcome })),
    ),
  );
}

function stepOf(table: Life, step: string): LifeStep<string> {
  const found = table.steps[step];
  if (!found) throw new TypeError(`no step ${step}`);
  return found;
}
