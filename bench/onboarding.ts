import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import {
  DECIDE,
  INSTITUTION_ONBOARDING,
  newId,
  onboardingId,
  SUBMIT,
  trackOf,
  type DecideInput,
  type OnboardingInput,
  type OnboardingResult,
  type OpenTask,
  type SubmitStageInput,
} from '@kequan/contracts';
import { hostEnvironment, type InfraEndpoints } from '@kequan/dev';
import { definitionsOf } from '@kequan/host';
import {
  createProcesses,
  startProcess,
  workflowBundle,
  type Processes,
  type ServiceDefinition,
} from '@kequan/kit';
import { testIdentity } from '@kequan/kit/testing';
import { readHistory, type HistoryFigures } from './history';
import { compare, ratePerSecond, type Comparison } from './measure';
import { cloneInstitutions, type Seeded } from './onboarding-seeds';
import { standIns } from './onboarding-stand-ins';
import { benchLog } from './workplace';

const JOURNEYS = 60;
const SIDE = 10;
const ROUNDS = 4;
const OFFICE = newId();

/** Journeys through institutionOnboarding, of three stages each, and where their tasks are heard of. */
interface Side {
  instance: string;
  processes: Processes;
  tasks: EventEmitter;
  institutions: (count: number) => Promise<Seeded[]>;
}

/** Whole onboardings a second with real activities, against the same workflow with activities that return at once. */
export async function benchOnboarding(
  endpoints: InfraEndpoints,
): Promise<{ comparison: Comparison; history: HistoryFigures }> {
  const connection = await Connection.connect({ address: endpoints.temporalAddress });
  const client = new Client({ connection });
  const tasks = new EventEmitter().setMaxListeners(0);
  const heard = (task: OpenTask): void => void tasks.emit(task.workflowId, task.taskId);
  const identity = await testIdentity();
  const real = await definitionsOf('institution,catalog,review,files');
  const [ours, control] = [
    `bench${randomBytes(4).toString('hex')}`,
    `bench${randomBytes(4).toString('hex')}`,
  ];
  const start = (instance: string, definitions: ServiceDefinition[]) =>
    startProcess({
      definitions: [identity.definition, ...definitions],
      environment: { ...process.env, ...hostEnvironment(endpoints), PORT: '0', KEQUAN_INSTANCE: instance },
      bundlePath: () => workflowBundle(require.resolve('@kequan/workflows'), false),
      log: benchLog,
    });
  const [oursRunning, controlRunning] = await Promise.all([
    start(
      ours,
      real.map((definition) => hearing(definition, heard)),
    ),
    start(control, standIns(heard)),
  ]);
  try {
    const oursSide: Side = {
      instance: ours,
      tasks,
      processes: createProcesses(client, ours),
      institutions: (count) => cloneInstitutions(endpoints, ours, count),
    };
    const controlSide: Side = {
      instance: control,
      tasks,
      processes: createProcesses(client, control),
      institutions: async (count) =>
        Array.from({ length: count }, () => ({
          institutionId: newId(),
          version: 1,
          unitCode: '91320100MA1MXXXX0X',
          accountId: newId(),
          fileIds: [newId()],
          serviceIds: [newId()],
        })),
    };
    const comparison = await compare(
      { name: 'onboarding journeys', control: 'same workflow, activities return at once', aim: 0.9 },
      ROUNDS,
      () => journeysPerSecond(oursSide, client),
      () => journeysPerSecond(controlSide, client),
    );
    const [one] = await oursSide.institutions(1);
    if (!one) throw new Error('no institution');
    await journey(oursSide, client, one);
    const history = await readHistory(client, onboardingId(one.institutionId));
    return { comparison, history };
  } finally {
    await Promise.all([oursRunning.stop(), controlRunning.stop()]);
    await connection.close();
  }
}

/** The same service, whose opened tasks are heard of at once, so that the bench waits for nothing else. */
function hearing(definition: ServiceDefinition, heard: (task: OpenTask) => void): ServiceDefinition {
  if (definition.name !== 'review') return definition;
  return {
    ...definition,
    async create(context) {
      const service = await definition.create(context);
      const { openTask } = service.activities as { openTask: (task: OpenTask) => Promise<void> };
      return {
        ...service,
        activities: {
          ...service.activities,
          openTask: async (task: OpenTask) => {
            await openTask(task);
            heard(task);
          },
        },
      };
    },
  };
}

async function journeysPerSecond(side: Side, client: Client): Promise<number> {
  const institutions = await side.institutions(JOURNEYS);
  return ratePerSecond(JOURNEYS, SIDE, async (index) => {
    const one = institutions[index];
    if (one) await journey(side, client, one);
  });
}

async function journey(side: Side, client: Client, one: Seeded): Promise<void> {
  const { stages } = trackOf('jiangsu', 'inspectionTesting');
  const workflowId = onboardingId(one.institutionId);
  const input: OnboardingInput = {
    institutionId: one.institutionId,
    programmeId: 'jiangsu',
    track: 'inspectionTesting',
    stages,
    instance: side.instance,
    stageIndex: 0,
  };
  for (const [index, { stage }] of stages.entries()) {
    const opened = once(side.tasks, workflowId) as Promise<[string]>;
    const submission: SubmitStageInput = {
      key: `submit:${stage}`,
      stage,
      // Each stage costs two commands: its submission and its outcome.
      version: one.version + 2 * index,
      submittedBy: one.accountId,
      attachmentIds: one.fileIds,
      serviceIds: stage === 'qualification' ? one.serviceIds : [],
      ...(stage === 'registration' ? { unitCode: one.unitCode } : {}),
    };
    await side.processes.startOrUpdate(
      { workflowType: INSTITUTION_ONBOARDING, workflowId, home: 'institution', input, summary: 'bench' },
      { name: SUBMIT, updateId: submission.key, args: submission },
    );
    const [taskId] = await opened;
    const decision: DecideInput = {
      key: `decide:${stage}`,
      taskId,
      outcome: 'approve',
      comments: [],
      decidedBy: OFFICE,
    };
    await side.processes.update(workflowId, { name: DECIDE, updateId: decision.key, args: decision });
  }
  const result = (await client.workflow.getHandle(workflowId).result()) as OnboardingResult;
  if (result.ended !== 'qualified') throw new Error(`ended ${result.ended}`);
}
