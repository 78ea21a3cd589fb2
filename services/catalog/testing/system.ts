import {
  decide,
  newId,
  publicationId,
  type Affiliation,
  type ApplicationView,
  type CatalogActivities,
  type KeQuanEvent,
  type PublishedKind,
  type ReviewOutcome,
} from '@kequan/contracts';
import {
  call,
  freshInstance,
  standIn,
  testEvents,
  until,
  type TestAccount,
  type TestAnswer,
  startTestHome,
  type TestHome,
} from '@kequan/kit/testing';
import { definition } from '../service';
import { stageDecided } from './shop-opened';

/** Catalog in a process of its own, which hears what it is told. */
export interface CatalogSystem extends TestHome {
  activities: CatalogActivities;
  publish(event: KeQuanEvent): Promise<void>;
}

/** Starts it. @throws Error when it does not become ready */
export async function startCatalog(): Promise<CatalogSystem> {
  const instance = freshInstance();
  const events = await testEvents(instance, ['institution', 'catalog']);
  const home = await startTestHome({
    definition,
    instance,
    others: [standIn('institution', { requireOpenShop: async () => undefined })],
  });
  return {
    ...home,
    activities: home.activities as CatalogActivities,
    publish: (event) => events.publish(event),
    async stop() {
      await home.stop();
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
    return this.system.ask(this.account, line, body, idempotencyKey);
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
    await this.system.processes.update(publicationId(kind, id), decide, args);
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
