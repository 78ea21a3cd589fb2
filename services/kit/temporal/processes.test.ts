import { copyFile, mkdir, mkdtemp, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure, failure, message, newId, question, type FailureCode, type Keyed } from '@kequan/contracts';
import { pause } from '../base/wait';
import { testIdentity } from '../testing/identity';
import { startTestProcess } from '../testing/process';
import { until } from '../testing/until';
import type { RunningProcess } from '../process';
import { workflowBundle } from './bundle';
import type { Processes } from './process-calls';

const SAMPLE = join(__dirname, '..', 'testing', 'sample-workflow.ts');
const PACKAGES = join(__dirname, '..', '..', '..', 'node_modules');
let folder: string;
let running: RunningProcess;
let processes: Processes;
let attempts = 0;
/** What the next calls of the activity fail with. */
let refusals: FailureCode[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kequan-bundle-'));
  await symlink(PACKAGES, join(folder, 'node_modules'));
  await copyFile(SAMPLE, join(folder, 'index.ts'));
  const identity = await testIdentity();
  running = await startTestProcess({
    bundlePath: () => workflowBundle(join(folder, 'index.ts'), false),
    definitions: [
      identity.definition,
      {
        name: 'sample',
        isHome: true,
        create(context) {
          processes = context.processes;
          const work = async (amount: number): Promise<number> => {
            attempts += 1;
            // A step of which nothing is added takes its time: the others come meanwhile.
            if (amount === 0) await pause(100);
            if (amount === 13)
              throw failure('UnitCodeTaken', { code: 'x' }, [{ path: 'a', message: 'taken' }]);
            if (amount === 7 && attempts < 3) throw new Error('not yet');
            const [first, ...then] = refusals.splice(0);
            refusals.push(...then);
            if (first) throw failure(first);
            return amount;
          };
          return { routes: [], activities: { work } };
        },
      },
    ],
  });
}, 120_000);
afterAll(async () => {
  await running.stop();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  attempts = 0;
  refusals = [];
});

const sample = (workflowId: string) => ({
  workflowType: 'sample',
  workflowId,
  home: 'sample',
  input: {},
  summary: 'a test',
});
const add = message<Keyed & { amount: number }, number>('add');
const end = message<Keyed, boolean>('end');
const endWithoutAnswer = message<Keyed, boolean>('endWithoutAnswer');
const total = question<number>('total');
const win = message<Keyed, string>('win');
const winAndEnd = message<Keyed, string>('winAndEnd');
/** One to add, under a key of its own. */
const plus = (amount: number) => ({ key: newId(), amount });

describe('a process', () => {
  it('when it does not run, then it is started with its first Update; when it runs, then it goes on', async () => {
    const id = `sample/${newId()}`;
    expect(await processes.startOrUpdate(sample(id), add, plus(1))).toBe(1);
    expect(await processes.startOrUpdate(sample(id), add, plus(2))).toBe(3);
    expect(await processes.update(id, add, plus(4))).toBe(7);
    expect(await processes.query(id, total)).toBe(7);
  });

  it('when a message is not what the process understands, then it does not compile', async () => {
    const id = `sample/${newId()}`;
    const wrong = [
      // @ts-expect-error a text is no amount
      () => processes.update(id, add, { key: newId(), amount: '1' }),
      // @ts-expect-error a message has a key
      () => processes.startOrUpdate(sample(id), add, { amount: 1 }),
      // @ts-expect-error a question is no message
      () => processes.update(id, total, { key: newId() }),
    ];
    expect(wrong).toHaveLength(3);
  });

  it('when a rule is broken in an activity, then it is not tried again and the caller gets all of it', async () => {
    const refused = processes.startOrUpdate(sample(`sample/${newId()}`), add, plus(13));
    await expect(refused).rejects.toMatchObject({
      code: 'UnitCodeTaken',
      params: { code: 'x' },
      fields: [{ path: 'a', message: 'taken' }],
    } satisfies Partial<Failure>);
    expect(attempts).toBe(1);
  });

  it('M28 when a message was refused, then the same with its key is judged anew', async () => {
    const id = `sample/${newId()}`;
    await processes.startOrUpdate(sample(id), add, plus(1));
    refusals = ['UnitCodeTaken'];
    const same = plus(2);
    await expect(processes.update(id, add, same)).rejects.toMatchObject({ code: 'UnitCodeTaken' });
    expect(await processes.update(id, add, same)).toBe(3);
  });

  it('when an activity fails otherwise, then it is tried again until it works', async () => {
    expect(await processes.startOrUpdate(sample(`sample/${newId()}`), add, plus(7))).toBe(7);
    expect(attempts).toBe(3);
  });

  it.each(['Unavailable', 'Overtaken', 'TooManyRequests', 'Internal'] as const)(
    'when an activity fails with %s, which is no broken rule, then it is tried again until it works (M8)',
    async (code) => {
      refusals = [code, code];
      expect(await processes.startOrUpdate(sample(`sample/${newId()}`), add, plus(3))).toBe(3);
      expect(attempts).toBe(3);
    },
  );

  it.each(['Conflict', 'NotFound'] as const)(
    'when an activity fails with %s, then it is not tried again, and the caller is told',
    async (code) => {
      refusals = [code];
      await expect(processes.startOrUpdate(sample(`sample/${newId()}`), add, plus(3))).rejects.toMatchObject({
        code,
      });
      expect(attempts).toBe(1);
    },
  );

  it('when an Update is refused by its validator, then the caller gets its code', async () => {
    const id = `sample/${newId()}`;
    await processes.startOrUpdate(sample(id), add, plus(1));
    await expect(processes.update(id, add, plus(-1))).rejects.toMatchObject({ code: 'InputInvalid' });
  });

  it('when there is none, then an Update says NotFound and a query answers undefined', async () => {
    await expect(processes.update('sample/none', add, plus(1))).rejects.toMatchObject({ code: 'NotFound' });
    expect(await processes.query('sample/none', total)).toBeUndefined();
  });

  it('when it has ended, then an Update says NotFound, and the next submission starts it anew', async () => {
    const id = `sample/${newId()}`;
    await processes.startOrUpdate(sample(id), add, plus(1));
    await processes.update(id, end, { key: newId() });
    await until('its end', async () =>
      processes.update(id, add, plus(1)).then(
        () => false,
        (error: unknown) => error instanceof Failure && error.code === 'NotFound',
      ),
    );
    expect(await processes.startOrUpdate(sample(id), add, plus(2))).toBe(2);
  });

  it('when it ends before it answers, then the caller hears that there is no such process any more', async () => {
    const id = `sample/${newId()}`;
    await processes.startOrUpdate(sample(id), add, plus(1));
    await expect(processes.update(id, endWithoutAnswer, { key: newId() })).rejects.toMatchObject({
      code: 'NotFound',
    });
  });
});

describe('M24 a burst of calls on one process', () => {
  const BURST = 100;
  /** What each of so many calls at once is answered: its own key, or the code that it is refused with. */
  async function burst(call: (input: Keyed) => Promise<string>): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    const answers = Array.from({ length: BURST }, async () => {
      const key = newId();
      return call({ key }).then(
        (answer) => (answer === key ? 'done' : 'another'),
        (error: unknown) => (error instanceof Failure ? error.code : String(error)),
      );
    });
    for (const answer of await Promise.all(answers)) counts.set(answer, (counts.get(answer) ?? 0) + 1);
    return counts;
  }

  it('when all want what one can have, then one has it and all others are told why not', async () => {
    const id = `sample/${newId()}`;
    await processes.startOrUpdate(sample(id), add, plus(1));
    const answers = await burst((input) => processes.update(id, win, input));
    expect([...answers].sort()).toEqual([
      ['StageNotOpen', BURST - 1],
      ['done', 1],
    ]);
  });

  it('when none runs, then one process is started, by whoever comes first', async () => {
    const id = `sample/${newId()}`;
    const answers = await burst((input) => processes.startOrUpdate(sample(id), win, input));
    expect([...answers].sort()).toEqual([
      ['StageNotOpen', BURST - 1],
      ['done', 1],
    ]);
  });

  it('when the process ends with the first, then the others are refused, or find none any more', async () => {
    const id = `sample/${newId()}`;
    await processes.startOrUpdate(sample(id), add, plus(1));
    const answers = await burst((input) => processes.update(id, winAndEnd, input));
    const { done, StageNotOpen = 0, NotFound = 0, ...others } = Object.fromEntries(answers);
    expect([done, StageNotOpen + NotFound, others]).toEqual([1, BURST - 1, {}]);
  });

  it('when all may be done, then all are', async () => {
    const id = `sample/${newId()}`;
    const adding = Array.from({ length: BURST }, () => processes.startOrUpdate(sample(id), add, plus(1)));
    await Promise.all(adding);
    expect(await processes.query(id, total)).toBe(BURST);
  });
});

describe('the bundle of workflows', () => {
  it('when nothing has changed, then it is not built again; when code is newer, then it is', async () => {
    const builtMs = async (): Promise<number> =>
      (await stat(await workflowBundle(join(folder, 'index.ts'), false))).mtimeMs;
    const first = await builtMs();
    expect(await builtMs()).toBe(first);
    const later = new Date(first + 1_000);
    await writeFile(join(folder, 'more.js'), '');
    await utimes(join(folder, 'more.js'), later, later);
    expect(await builtMs()).toBeGreaterThan(first);
  });

  it('when the code does not bundle, then what is wrong with it is told', async () => {
    const broken = join(folder, 'broken');
    await mkdir(broken);
    await writeFile(
      join(broken, 'index.ts'),
      "import { nothing } from 'no-such-package';\nexport { nothing };\n",
    );
    await expect(workflowBundle(join(broken, 'index.ts'), false)).rejects.toThrow('no-such-package');
  });
});
