import { randomBytes } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import type { Client } from '@temporalio/client';
import type { OpenTask, OrderPayout, RecordDealStep } from '@kequan/contracts';
import { hostEnvironment, type InfraEndpoints } from '@kequan/dev';
import {
  createProcesses,
  startProcess,
  workflowBundle,
  type Processes,
  type ServiceDefinition,
} from '@kequan/kit';
import { testIdentity } from '@kequan/kit/testing';
import { benchLog } from './workplace';

/** Services that run under an instance of their own, as a host runs them. */
export interface Hosted {
  instance: string;
  processes: Processes;
  stop: () => Promise<void>;
}

/** Hosts services. @param bundlePath answers the path of their workflows' bundle; the product's own when it is missing */
export async function host(
  endpoints: InfraEndpoints,
  client: Client,
  definitions: readonly ServiceDefinition[],
  bundlePath = () => workflowBundle(require.resolve('@kequan/workflows'), false),
): Promise<Hosted> {
  const instance = `bench${randomBytes(4).toString('hex')}`;
  const identity = await testIdentity();
  const running = await startProcess({
    definitions: [identity.definition, ...definitions],
    environment: { ...process.env, ...hostEnvironment(endpoints), PORT: '0', KEQUAN_INSTANCE: instance },
    bundlePath,
    log: benchLog,
  });
  return { instance, processes: createProcesses(client, instance), stop: () => running.stop() };
}

/** What a bench hears of the services: each task that is opened, each payout that is ordered, by its workflow's id. */
export interface Ears {
  task: (task: Pick<OpenTask, 'workflowId' | 'taskId'>) => void;
  payout: (payout: OrderPayout) => void;
}

/** Ears that emit `<workflowId>` with the task's id, and `<workflowId>/payout` with the payout's. */
export function emitting(emitter: EventEmitter): Ears {
  return {
    task: ({ workflowId, taskId }) => void emitter.emit(workflowId, taskId),
    payout: ({ workflowId, payoutId }) => void emitter.emit(`${workflowId}/payout`, payoutId),
  };
}

/** Hears of the task that a step of a deal opens by its event. */
export function hearTask({ step }: RecordDealStep, ears: Ears): void {
  if ('opens' in step && step.opens) ears.task(step.opens);
}

/** The same service, whose tasks and payouts are heard of at once, so that the bench waits for nothing else. */
export function hearing(definition: ServiceDefinition, ears: Ears): ServiceDefinition {
  const heard = {
    openTask: ears.task,
    recordDealStep: (input: RecordDealStep) => hearTask(input, ears),
    orderPayout: ears.payout,
  } as Record<string, (input: never) => void>;
  return {
    ...definition,
    async create(context) {
      const service = await definition.create(context);
      const activities = Object.entries(service.activities ?? {}).map(([name, step]) => {
        const hear = heard[name];
        if (!hear) return [name, step] as const;
        const aloud = async (input: never): Promise<unknown> => {
          const answer = await (step as (input: never) => Promise<unknown>)(input);
          hear(input);
          return answer;
        };
        return [name, aloud] as const;
      });
      return { ...service, ...(service.activities && { activities: Object.fromEntries(activities) }) };
    },
  };
}

/** A service of which only the activities stand there. */
export function standIn(name: string, activities: object, isHome = false): ServiceDefinition {
  return { name, isHome, create: () => ({ routes: [], activities }) };
}
