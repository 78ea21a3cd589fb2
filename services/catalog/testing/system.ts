import {
  DECIDE,
  newId,
  publicationId,
  type Affiliation,
  type ApplicationView,
  type CatalogActivities,
  type KeQuanEvent,
  type OpenTask,
  type PublishedKind,
  type ReviewOutcome,
} from '@kequan/contracts';
import type { Processes } from '@kequan/kit';
import {
  call,
  freshInstance,
  standIn,
  startTestProcess,
  testEvents,
  testIdentity,
  testWorkflowBundle,
  until,
  type TestAccount,
  type TestAnswer,
  type TestIdentity,
} from '@kequan/kit/testing';
import { definition } from '../service';
import { stageDecided } from './shop-opened';

/** Catalog in a process of its own, with stand-ins for the services that its processes ask. */
export interface CatalogSystem {
  port: number;
  processes: Processes;
  /** What workflows ask of it. */
  activities: CatalogActivities;
  identity: TestIdentity;
  tasks: readonly OpenTask[];
  publish(event: KeQuanEvent): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it. @throws Error when it does not become ready */
export async function startCatalog(): Promise<CatalogSystem> {
  const instance = freshInstance();
  const identity = await testIdentity();
  const events = await testEvents(instance, ['institution', 'catalog']);
  const tasks: OpenTask[] = [];
  let processes: Processes | undefined;
  const running = await startTestProcess({
    instance,
    bundlePath: testWorkflowBundle,
    definitions: [
      identity.definition,
      {
        ...definition,
        create: (context) => {
          processes = context.processes;
          return definition.create(context);
        },
      },
      standIn('institution', { requireOpenShop: async () => undefined }),
      standIn('files', { attach: async () => undefined }),
      standIn('review', {
        openTask: async (task: OpenTask) => void tasks.push(task),
        nudgeTask: async () => undefined,
      }),
    ],
  });
  if (!processes) throw new Error('catalog was not created');
  return {
    port: running.port,
    processes,
    activities: running.services.get('catalog')?.activities as CatalogActivities,
    identity,
    tasks,
    publish: (event) => events.publish(event),
    async stop() {
      await running.stop();
      await events.stop();
    },
  };
}

/** A provider with an approved registration, as it works with what it publishes, over HTTP. */
export class Provider {
  constructor(
    readonly system: CatalogSystem,
    readonly account: TestAccount,
    readonly institutionId: string,
  ) {}

  static async create(system: CatalogSystem, programmeId = 'shaanxi'): Promise<Provider> {
    const account = await system.identity.account('provider', programmeId);
    const institutionId = newId();
    const stage = programmeId === 'shaanxi' ? ({ stage: 'registration' } as const) : {};
    await system.publish(stageDecided(institutionId, account.accountId, { programmeId, ...stage }));
    return new Provider(system, account, institutionId);
  }

  /** A unit of a legal person, with an open shop in the instrument-sharing track. */
  static async unitOf(system: CatalogSystem, affiliation: Affiliation): Promise<Provider> {
    const account = await system.identity.account('provider', 'jiangsu', affiliation);
    const institutionId = newId();
    const track = 'instrumentSharing';
    await system.publish(stageDecided(institutionId, account.accountId, { track }));
    return new Provider(system, account, institutionId);
  }

  call(line: string, body?: object, idempotencyKey = newId()): Promise<TestAnswer> {
    const { authorization } = this.account;
    return call(this.system.port, line, { authorization, idempotencyKey, ...(body && { body }) });
  }

  /** Begins something. @param base its routes, as `/v1/records/instrument` @returns its path */
  async begin(base: string, form: object, more: object = {}): Promise<string> {
    const { body } = await this.call(`POST ${base}`, { institutionId: this.institutionId, ...more });
    const { recordId, serviceId } = body as { recordId?: string; serviceId?: string };
    const path = `${base}/${recordId ?? serviceId ?? ''}`;
    expect((await this.call(`PUT ${path}`, { form })).status).toBe(200);
    return path;
  }

  submit(path: string): Promise<TestAnswer> {
    return this.call(`POST ${path}/submission`);
  }

  withdraw(path: string, query = ''): Promise<TestAnswer> {
    return this.call(`POST ${path}/withdrawal${query}`);
  }

  async view(path: string): Promise<ApplicationView & { voucher: boolean }> {
    return (await this.call(`GET ${path}`)).body as ApplicationView & { voucher: boolean };
  }

  /** Decides the open task of what stands at a path, as review would. */
  async decide(path: string, outcome: ReviewOutcome): Promise<void> {
    const { revision } = await this.view(path);
    const id = path.split('/').at(-1) ?? '';
    const kind = (path.includes('/records/') ? path.split('/').at(-2) : 'service') as PublishedKind;
    const task = await until('the task', async () =>
      this.system.tasks.find((one) => one.subject.id === id && one.revision === revision),
    );
    const key = newId();
    const comments = outcome === 'approve' ? [] : [{ text: '请补充' }];
    const args = { key, taskId: task.taskId, outcome, comments, decidedBy: newId() };
    await this.system.processes.update(publicationId(kind, id), { name: DECIDE, updateId: key, args });
  }

  /** Begins something, submits it and has it approved. @returns its path */
  async approved(base: string, form: object, more?: object): Promise<string> {
    const path = await this.begin(base, form, more);
    expect((await this.submit(path)).status).toBe(200);
    await this.decide(path, 'approve');
    return path;
  }

  /** The status by which the public finds what stands at a path. */
  async shownPublicly(path: string): Promise<number> {
    return (await call(this.system.port, `GET ${path.replace('/v1/', '/v1/mall/')}`)).status;
  }
}
