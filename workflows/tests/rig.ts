import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import type { WorkflowHandle } from '@temporalio/client';
import { newId, taskQueueOf } from '@kequan/contracts';
import { workflowBundle } from './bundle';
import { ifRunning } from './ends';
import { Fakes, type ServiceName } from './fakes';
import { requireOneKeyPerEffect } from './one-key-per-effect';
import { onceEach } from './once-each';
import { replay } from './replay';
import { timeSkippingServer } from './server';
import { isUnderWay } from './under-way';
import { until } from './until';

/** The services whose worker runs workflows. */
const HOMES: readonly ServiceName[] = ['institution', 'catalog', 'voucher', 'trade', 'settlement'];
const SERVICES: readonly ServiceName[] = [
  'institution',
  'catalog',
  'review',
  'files',
  'voucher',
  'trade',
  'settlement',
];

interface RunningWorker {
  worker: Worker;
  done: Promise<void>;
}

/** A time-skipping Temporal with one worker per service; the services themselves are recording fakes. */
export class Rig {
  readonly instance = `test-${newId()}`;
  fakes = this.newFakes();
  private readonly workers = new Map<ServiceName, RunningWorker>();
  /** What each attempt of a step was answered. */
  private readonly answers = new Map<string, unknown>();
  /** The workflow of each run that the test started. */
  private readonly started = new Map<string, string>();

  private running: TestWorkflowEnvironment | undefined;

  /** A rig that is up. @param startsAt the instant at which the server's time begins (ISO); the present when it is missing */
  static async start(startsAt?: string): Promise<Rig> {
    const rig = new Rig();
    await rig.begin(startsAt);
    return rig;
  }

  /** Brings it up. */
  async begin(startsAt?: string): Promise<void> {
    this.running = await timeSkippingServer(startsAt);
    await Promise.all(SERVICES.map((service) => this.startWorker(service)));
  }

  get env(): TestWorkflowEnvironment {
    if (!this.running) throw new Error('the rig is not up');
    return this.running;
  }

  async startWorker(service: ServiceName): Promise<void> {
    const worker = await Worker.create({
      connection: this.env.nativeConnection,
      taskQueue: taskQueueOf(this.instance, service),
      activities: this.answersOf(service),
      // Each task is replayed from the history's beginning, so that a test is a test of determinism all along.
      maxCachedWorkflows: 0,
      ...(HOMES.includes(service) ? { workflowBundle: await workflowBundle() } : {}),
    });
    this.workers.set(service, { worker, done: worker.run() });
  }

  /** Takes a service down: its worker polls no more. */
  async stopWorker(service: ServiceName): Promise<void> {
    const running = this.workers.get(service);
    if (!running) return;
    this.workers.delete(service);
    running.worker.shutdown();
    await running.done;
  }

  /**
   * Lets time pass while a step of a process waits for a service that is down. The server's time stands still for a step
   * that waits; so it is told to let go for that while.
   */
  async sleepWhileStepWaits(workflowId: string, duration: string): Promise<void> {
    const { testService } = this.env.connection;
    if (!testService) throw new Error('this server does not skip time');
    const handle = this.env.client.workflow.getHandle(workflowId);
    await until('a step that waits', async () => (await handle.describe()).raw.pendingActivities?.[0]);
    await testService.unlockTimeSkipping({});
    await this.env.sleep(duration as Parameters<TestWorkflowEnvironment['sleep']>[0]);
    await testService.lockTimeSkipping({});
  }

  /** Remembers a run, so that its history is replayed at the test's end. */
  track(workflowId: string, runId: string): void {
    this.started.set(runId, workflowId);
  }

  /**
   * Ends a test: each effect must have had a key of its own; each run that the test started, and those that followed
   * it, is replayed from its history and ended if it runs still; then the fakes begin anew.
   * @throws DeterminismViolationError when a run does not replay
   */
  async endCase(): Promise<void> {
    requireOneKeyPerEffect(this.fakes.calls);
    const down = SERVICES.filter((service) => !this.workers.has(service));
    await Promise.all(down.map((service) => this.startWorker(service)));
    for (const [firstRunId, workflowId] of this.started) await this.endRuns(workflowId, firstRunId);
    this.started.clear();
    this.fakes = this.newFakes();
  }

  private async endRuns(workflowId: string, firstRunId: string): Promise<void> {
    for (let runId: string | undefined = firstRunId; runId !== undefined;) {
      const run: WorkflowHandle = this.env.client.workflow.getHandle(workflowId, runId);
      if ((await run.describe()).status.name === 'RUNNING') await this.endRunning(run);
      const history = await run.fetchHistory();
      await replay(history, workflowId);
      const end = history.events?.at(-1);
      runId = end?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? undefined;
    }
  }

  /** Ends a run that waits for people. The server would keep its time still for a step or a task that is ended on its way. */
  private async endRunning(run: WorkflowHandle): Promise<void> {
    await until('no step on its way', async () => (isUnderWay(await run.fetchHistory()) ? undefined : true));
    await ifRunning(run.terminate('the test is over'));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.workers.keys()].map((service) => this.stopWorker(service)));
    await this.running?.teardown();
  }

  private newFakes(): Fakes {
    return new Fakes(() => this.env.currentTimeMs());
  }

  /** The activities of a service; each asks the fakes of the test that runs now. */
  private answersOf(service: ServiceName): object {
    return Object.fromEntries(
      Object.keys(this.fakes.services[service]).map((step) => [
        step,
        (input: unknown): unknown =>
          onceEach(this.answers, [step, input], () =>
            (this.fakes.services[service] as unknown as Record<string, (input: unknown) => unknown>)[step]?.(
              input,
            ),
          ),
      ]),
    );
  }
}
