import {
  decide,
  newId,
  type InstitutionView,
  type OnboardingStage,
  type OpenTask,
  type ReviewOutcome,
  type TrackerView,
} from '@kequan/contracts';
import type { Processes } from '@kequan/kit';
import { call, until, type TestAccount, type TestAnswer } from '@kequan/kit/testing';
import { processOf } from '../process-of';
import { completeForms } from './forms';
import { completeHostRegistration } from './host-registration';

/** What an owner needs of the system under test. */
export interface OwnerSurroundings {
  port: number;
  processes: Processes;
  /** The tasks that processes have opened. */
  tasks: readonly OpenTask[];
}

/** An institution as its owner works with it, over HTTP. */
export class Owner {
  constructor(
    private readonly around: OwnerSurroundings,
    readonly account: TestAccount,
    readonly id: string,
    private readonly track = 'inspectionTesting',
  ) {}

  static async create(around: OwnerSurroundings, account: TestAccount, track: string): Promise<Owner> {
    const { authorization } = account;
    const { body } = await call(around.port, 'POST /v1/institutions', { authorization, body: { track } });
    return new Owner(around, account, (body as InstitutionView).institutionId, track);
  }

  /** Calls a route; `:id` stands for the institution. */
  call(line: string, options: { body?: object; idempotencyKey?: string } = {}): Promise<TestAnswer> {
    const { authorization } = this.account;
    return call(this.around.port, line.replace(':id', this.id), { authorization, ...options });
  }

  /** A complete form of a stage, as the track has it. */
  private formOf(stage: OnboardingStage): object {
    return this.track === 'provider' && stage === 'registration'
      ? completeHostRegistration()
      : completeForms[stage]();
  }

  save(stage: OnboardingStage, form: object = this.formOf(stage), version?: number): Promise<TestAnswer> {
    const body = { form, ...(version === undefined ? {} : { version }) };
    return this.call(`PUT /v1/institutions/:id/stages/${stage}`, { body });
  }

  submit(stage: OnboardingStage, idempotencyKey = newId()): Promise<TestAnswer> {
    return this.call(`POST /v1/institutions/:id/stages/${stage}/submission`, { idempotencyKey });
  }

  withdraw(stage: OnboardingStage, idempotencyKey = newId(), query = ''): Promise<TestAnswer> {
    return this.call(`POST /v1/institutions/:id/stages/${stage}/withdrawal${query}`, { idempotencyKey });
  }

  async view(): Promise<InstitutionView> {
    return (await this.call('GET /v1/institutions/:id')).body as InstitutionView;
  }

  async tracker(): Promise<TrackerView> {
    return (await this.call('GET /v1/institutions/:id/tracker')).body as TrackerView;
  }

  /** Decides the open task of a stage, as review would. */
  async decide(stage: OnboardingStage, outcome: ReviewOutcome): Promise<void> {
    const { stages, track } = await this.view();
    const task = await until(`the task of ${stage}`, async () =>
      this.around.tasks.find(
        ({ subject, revision }) =>
          subject.id === this.id && subject.stage === stage && revision === stages[stage]?.revision,
      ),
    );
    const key = newId();
    const comments = outcome === 'approve' ? [] : [{ text: '请补充' }];
    const args = { key, taskId: task.taskId, outcome, comments, decidedBy: newId() };
    const { workflowId } = processOf({ _id: this.id, track });
    await this.around.processes.update(workflowId, decide, args);
  }

  /** Fills in a stage, submits it and has it approved. */
  async pass(stage: OnboardingStage): Promise<void> {
    await this.save(stage);
    expect((await this.submit(stage)).status).toBe(200);
    await this.decide(stage, 'approve');
  }
}
