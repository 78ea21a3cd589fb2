import { copyFile, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { message, newId, question, type Keyed } from '@kequan/contracts';
import type { RunningProcess } from '../process';
import { testIdentity } from '../testing/identity';
import { startTestProcess } from '../testing/process';
import { until } from '../testing/until';
import { workflowBundle } from './bundle';
import type { Processes } from './process-calls';

const SAMPLE = join(__dirname, '..', 'testing', 'sample-workflow.ts');
const PACKAGES = join(__dirname, '..', '..', '..', 'node_modules');
let folder: string;
let running: RunningProcess;
let processes: Processes;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kequan-bundle-'));
  await symlink(PACKAGES, join(folder, 'node_modules'));
  await copyFile(SAMPLE, join(folder, 'index.ts'));
  const identity = await testIdentity();
  // Two homes, so that one is told and the other is not.
  const home = (name: string) => ({
    name,
    isHome: true,
    create(context: { processes: Processes }) {
      ({ processes } = context);
      return { routes: [], activities: { work: async (amount: number) => amount } };
    },
  });
  running = await startTestProcess({
    bundlePath: () => workflowBundle(join(folder, 'index.ts'), false),
    definitions: [identity.definition, home('trade'), home('catalog')],
  });
}, 120_000);
afterAll(async () => {
  await running.stop();
  await rm(folder, { recursive: true });
});

interface Tell extends Keyed {
  days: number;
}
const total = question<number>('total');

/** Starts a process of a home. @param days the working days for which it waits */
async function begun(home: string, days: number): Promise<string> {
  const workflowId = `sample/${newId()}`;
  const process = { workflowType: 'sample', workflowId, home, input: {}, summary: 'a test' };
  await processes.startOrUpdate(process, message<Tell, boolean>('tell'), { key: newId(), days });
  return workflowId;
}
const open = async (days: number): Promise<string[]> =>
  (await processes.listOpen(`KequanWaitDays = ${String(days)}`)).map(({ workflowId }) => workflowId).sort();

describe('the open processes of an installation', () => {
  it('when they tell of themselves, then they are found by it, whichever home they have, until they end', async () => {
    const ids = [await begun('trade', 11), await begun('catalog', 11)].sort();
    await begun('trade', 12);
    await until('both', async () => (await open(11)).length === 2);
    expect(await open(11)).toEqual(ids);
    expect((await processes.listOpen('KequanWaitDays = 11'))[0]?.attributes).toMatchObject({
      KequanWaitDays: 11,
      KequanForfeits: true,
      KequanProgramme: 'shaanxi',
      KequanWaitingSince: new Date(0),
    });
    await processes.update(ids[0] ?? '', message<Keyed, boolean>('end'), { key: newId() });
    await until('one', async () => (await open(11)).length === 1);
  });

  it('M2: when a home tells its open processes, then each hears it once, however often the job is given, and no other home’s', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => begun('trade', 21)));
    const other = await begun('catalog', 21);
    await until('all of them', async () => (await open(21)).length === 4);
    const totals = (): Promise<unknown[]> => Promise.all(ids.map((id) => processes.query(id, total)));
    const job = { home: 'trade', signal: 'count', jobId: `calendar-${newId()}`, reason: 'a test' };
    await Promise.all([1, 2, 3].map(() => processes.signalOpen(job)));
    await until('every process has heard it', async () => (await totals()).every((total) => total === 1));
    // A job that has ended is not begun again either.
    await processes.signalOpen(job);
    await processes.signalOpen({ ...job, jobId: `${job.jobId}-next` });
    await until('the next one too', async () => (await totals()).every((total) => total === 2));
    expect(await totals()).toEqual([2, 2, 2]);
    expect(await processes.query(other, total)).toBe(0);
  });
});
