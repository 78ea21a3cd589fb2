import { EventEmitter, once } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import {
  decide,
  INSTITUTION_ONBOARDING,
  newId,
  onboardingId,
  submitStage,
  trackOf,
  type DecideInput,
  type OnboardingInput,
  type OnboardingResult,
  type SubmitStageInput,
} from '@kequan/contracts';
import type { InfraEndpoints } from '@kequan/dev';
import { definitionsOf } from '@kequan/host';
import { readHistory, type HistoryFigures } from './history';
import { emitting, hearing, host, type Hosted } from './hosting';
import { compare, JOURNEY_WARM_UPS, ratePerSecond, type Comparison } from './measure';
import { cloneInstitutions, type Seeded } from './onboarding-seeds';
import { standIns } from './onboarding-stand-ins';
import type { Sized } from './size';

const JOURNEYS = 60;
const SIDE = 10;
const ROUNDS = 4;
const OFFICE = newId();

/** Journeys through institutionOnboarding, of three stages each, and where their tasks are heard of. */
interface Side extends Hosted {
  tasks: EventEmitter;
  institutions: (count: number) => Promise<Seeded[]>;
}

/** Whole onboardings a second with real activities, against the same workflow with activities that return at once. */
export async function benchOnboarding(
  endpoints: InfraEndpoints,
  sized: Sized,
): Promise<{ comparison: Comparison; history: HistoryFigures }> {
  const connection = await Connection.connect({ address: endpoints.temporalAddress });
  const client = new Client({ connection });
  const tasks = new EventEmitter().setMaxListeners(0);
  const ears = emitting(tasks);
  const real = await definitionsOf('institution,catalog,review,files');
  const [ours, control] = await Promise.all([
    host(
      endpoints,
      client,
      real.map((definition) => hearing(definition, ears)),
    ),
    host(endpoints, client, standIns(ears)),
  ]);
  try {
    const oursSide: Side = {
      ...ours,
      tasks,
      institutions: (count) => cloneInstitutions(endpoints, ours.instance, count),
    };
    const controlSide: Side = {
      ...control,
      tasks,
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
      () => journeysPerSecond(oursSide, client, sized(JOURNEYS, SIDE)),
      () => journeysPerSecond(controlSide, client, sized(JOURNEYS, SIDE)),
      JOURNEY_WARM_UPS,
    );
    const [one] = await oursSide.institutions(1);
    if (!one) throw new Error('no institution');
    await journey(oursSide, client, one);
    const history = await readHistory(client, onboardingId(one.institutionId));
    return { comparison, history };
  } finally {
    await Promise.all([ours.stop(), control.stop()]);
    await connection.close();
  }
}

async function journeysPerSecond(side: Side, client: Client, count: number): Promise<number> {
  const institutions = await side.institutions(count);
  return ratePerSecond(count, SIDE, async (index) => {
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
      submitStage,
      submission,
    );
    const [taskId] = await opened;
    const decision: DecideInput = {
      key: `decide:${stage}`,
      taskId,
      outcome: 'approve',
      comments: [],
      decidedBy: OFFICE,
    };
    await side.processes.update(workflowId, decide, decision);
  }
  const result = (await client.workflow.getHandle(workflowId).result()) as OnboardingResult;
  if (result.ended !== 'qualified') throw new Error(`ended ${result.ended}`);
}
