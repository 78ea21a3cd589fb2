import { Client, Connection } from '@temporalio/client';
import {
  decide as decideMessage,
  failure,
  newId,
  PUBLICATION,
  publicationId,
  submitPublication,
  withdraw,
  type OpenTask,
} from '@kequan/contracts';
import type { RunningProcess } from '../process';
import type { ServiceContext } from '../service';
import { testWorkflowBundle } from '../testing/bundle';
import { testIdentity } from '../testing/identity';
import { freshInstance, startTestProcess } from '../testing/process';
import { standIn, standInHome } from '../testing/stand-in';
import { until } from '../testing/until';
import { createProcesses } from './processes';

const instance = freshInstance();
let home: ServiceContext;
let running: RunningProcess;
let connection: Connection;
let recorded: string[] = [];
/** What the test does while the process's steps `openTask` and `recordServiceOutcome` are still at work. */
let whileOpening: (task: OpenTask) => Promise<void> = async () => undefined;
let whileRecording: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  connection = await Connection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' });
  running = await startTestProcess({
    instance,
    bundlePath: testWorkflowBundle,
    definitions: [
      (await testIdentity()).definition,
      standInHome(
        'catalog',
        {
          recordServiceSubmission: async () => ({ title: '甲', revision: 1, applicantAccountId: newId() }),
          recordServiceOutcome: async ({ key }: { key: string }) => {
            recorded.push(key);
            await whileRecording();
          },
        },
        (context) => {
          home = context;
        },
      ),
      standIn('institution', { requireOpenShop: async () => undefined }),
      standIn('review', { openTask: async (task: OpenTask) => whileOpening(task) }),
    ],
  });
});
afterAll(async () => {
  await running.stop();
  await connection.close();
});
beforeEach(() => {
  recorded = [];
  whileRecording = async () => undefined;
});

function submit(serviceId: string): Promise<{ revision: number }> {
  const key = newId();
  const input = {
    kind: 'service',
    id: serviceId,
    institutionId: newId(),
    programmeId: 'jiangsu',
    clock: { reviewer: 'office', workingDays: 3, nudges: [] },
    instance,
  };
  return home.processes.startOrUpdate(
    {
      workflowType: PUBLICATION,
      workflowId: publicationId('service', serviceId),
      home: 'catalog',
      summary: 'test',
      input,
    },
    submitPublication,
    { key, version: 1, submittedBy: newId(), attachmentIds: [] },
  );
}

function decide(serviceId: string, taskId: string, key = newId()): Promise<void> {
  const args = { key, taskId, outcome: 'approve' as const, comments: [], decidedBy: newId() };
  return home.processes.update(publicationId('service', serviceId), decideMessage, args);
}

it('when a process wants to end just as a step of it reports back, then the Update is taken all the same', async () => {
  const serviceId = newId();
  const handle = new Client({ connection }).workflow.getHandle(publicationId('service', serviceId));
  let decided: Promise<void> | undefined;
  whileOpening = async ({ taskId }) => {
    decided = decide(serviceId, taskId);
    await until('the decision being recorded', async () => recorded.length > 0);
  };
  whileRecording = async () => {
    if (recorded.length > 1) return;
    const reportedBack = async () => (await handle.describe()).raw.pendingActivities?.length === 0;
    await until('the step reported back', reportedBack, 3_000);
  };
  await submit(serviceId);
  await until('the decision on its way', async () => decided !== undefined);
  await expect(decided).resolves.toBeUndefined();
  // Recorded again by the task that was done anew, with the same key: that is what the key is for.
  expect(recorded.length).toBeGreaterThan(1);
  expect(new Set(recorded).size).toBe(1);
});

it('when a step waits for what is away, then the caller is told in time, and a repetition has one effect (M8)', async () => {
  const serviceId = newId();
  const opened: string[] = [];
  whileOpening = async ({ taskId }) => void opened.push(taskId);
  await submit(serviceId);
  const taskId = await until('the task', async () => opened[0]);
  let isAway = true;
  whileRecording = () => (isAway ? Promise.reject(failure('Unavailable')) : Promise.resolve());
  const args = { key: newId(), taskId, outcome: 'approve' as const, comments: [], decidedBy: newId() };
  const workflowId = publicationId('service', serviceId);
  const impatient = createProcesses(new Client({ connection }), instance, 1_000);
  await expect(impatient.update(workflowId, decideMessage, args)).rejects.toThrow('Unavailable');
  isAway = false;
  // It joins the call that is still under way; comes it after the end, then the document answers (M28).
  const again = await home.processes.update(workflowId, decideMessage, args).then(
    () => 'done',
    (error: unknown) => (error as Error).message,
  );
  expect(['done', 'NotFound']).toContain(again);
  expect(new Set(recorded)).toEqual(new Set([args.key]));
});

it('when a decision comes again after its process has ended, then the document must answer: here nobody does', async () => {
  const serviceId = newId();
  const key = newId();
  const opened: string[] = [];
  whileOpening = async ({ taskId }) => void opened.push(taskId);
  await submit(serviceId);
  const taskId = await until('the task', async () => opened[0]);
  await decide(serviceId, taskId, key);
  await expect(decide(serviceId, taskId, key)).rejects.toThrow('NotFound');
  expect(recorded).toEqual([key]);
});

it('when Temporal does not answer, then it is unavailable and no fault', async () => {
  const nobody = Connection.lazy({ address: '127.0.0.1:1' });
  const away = createProcesses(new Client({ connection: nobody }), instance, 500);
  const withdrawal = { key: newId(), withdrawnBy: newId() };
  await expect(away.update('publication/service/none', withdraw, withdrawal)).rejects.toThrow('Unavailable');
  await nobody.close();
});
