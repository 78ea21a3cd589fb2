import {
  newId,
  PUBLICATION,
  publicationId,
  submitPublication,
  withdraw,
  type CatalogActivities,
  type Page,
  type RecordServiceOutcome,
  type TaskView,
} from '@kequan/contracts';
import type { RunningProcess, ServiceContext } from '@kequan/kit';
import {
  call,
  freshInstance,
  standIn,
  standInHome,
  startTestProcess,
  testEvents,
  testIdentity,
  testWorkflowBundle,
  until,
  type TestAccount,
  type TestAnswer,
  type TestEvents,
} from '@kequan/kit/testing';
import { definition } from './service';

const instance = freshInstance();
const applicantAccountId = newId();
const outcomes: RecordServiceOutcome[] = [];
let home: ServiceContext;
let running: RunningProcess;
let events: TestEvents;
let office: TestAccount,
  elsewhere: TestAccount,
  admin: TestAccount,
  finance: TestAccount,
  provider: TestAccount;

const catalog: Partial<CatalogActivities> = {
  recordServiceSubmission: async () => ({ title: '高效液相色谱分析', revision: 1, applicantAccountId }),
  recordServiceOutcome: async (input) => void outcomes.push(input),
  recordServiceWithdrawal: async () => undefined,
  requireListedServices: async () => undefined,
  setVoucherServices: async () => undefined,
};

beforeAll(async () => {
  const identity = await testIdentity();
  events = await testEvents(instance, ['institution', 'catalog', 'review']);
  running = await startTestProcess({
    instance,
    bundlePath: testWorkflowBundle,
    definitions: [
      identity.definition,
      definition,
      standInHome('catalog', catalog, (context) => {
        home = context;
      }),
      standIn('institution', { requireOpenShop: async () => undefined }),
    ],
  });
  office = await identity.account('office');
  elsewhere = await identity.account('office', 'shaanxi');
  admin = await identity.account('platformAdmin');
  finance = await identity.account('finance');
  provider = await identity.account('provider');
});
afterAll(async () => {
  await running.stop();
  await events.stop();
});

/** Submits a service to its real publication. @returns its id and the task that its reviewer finds */
async function submitted(): Promise<{ serviceId: string; institutionId: string; task: TaskView }> {
  const serviceId = newId();
  const institutionId = newId();
  const key = newId();
  await home.processes.startOrUpdate(
    {
      workflowType: PUBLICATION,
      workflowId: publicationId('service', serviceId),
      home: 'catalog',
      summary: 'test',
      input: {
        kind: 'service',
        id: serviceId,
        institutionId,
        programmeId: 'jiangsu',
        clock: { reviewer: 'office', workingDays: 3, nudges: [] },
        instance,
      },
    },
    submitPublication,
    { key, version: 1, submittedBy: applicantAccountId, attachmentIds: [] },
  );
  const task = await until(
    'the task in the inbox',
    async () => (await inbox(office, institutionId)).items[0],
  );
  return { serviceId, institutionId, task };
}

async function inbox(who: TestAccount, institutionId: string, status = 'open'): Promise<Page<TaskView>> {
  const line = `GET /v1/review-tasks?institutionId=${institutionId}&status=${status}`;
  return (await call(running.port, line, who)).body as Page<TaskView>;
}

function decide(
  who: TestAccount,
  taskId: string,
  body: object,
  idempotencyKey = newId(),
): Promise<TestAnswer> {
  const { authorization } = who;
  return call(running.port, `POST /v1/review-tasks/${taskId}/decision`, {
    authorization,
    body,
    idempotencyKey,
  });
}

const approve = { outcome: 'approve' };
const code = (answer: TestAnswer): unknown => (answer.body as { code?: string }).code;

describe('the inbox', () => {
  it('when something is submitted, then its reviewer finds it, and nobody else does', async () => {
    const { task, institutionId, serviceId } = await submitted();
    expect(task).toMatchObject({
      status: 'open',
      subjectKind: 'service',
      subjectId: serviceId,
      title: '高效液相色谱分析',
      overdue: false,
    });
    for (const other of [elsewhere, admin, finance]) {
      expect((await inbox(other, institutionId)).items).toEqual([]);
      expect((await call(running.port, `GET /v1/review-tasks/${task.taskId}`, other)).status).toBe(404);
      expect((await decide(other, task.taskId, approve)).status).toBe(404);
    }
    expect((await call(running.port, 'GET /v1/review-tasks', provider)).status).toBe(403);
  });

  it('when there are several pages, then each task stands on one of them, what is due first first', async () => {
    for (let n = 0; n < 5; n += 1) await submitted();
    const seen: TaskView[] = [];
    let cursor = '';
    do {
      const line = `GET /v1/review-tasks?limit=2${cursor}`;
      const page = (await call(running.port, line, office)).body as Page<TaskView>;
      seen.push(...page.items);
      cursor = page.nextCursor === undefined ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor);
    expect(new Set(seen.map(({ taskId }) => taskId)).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(5);
    expect(seen.map(({ dueAt }) => dueAt)).toEqual(seen.map(({ dueAt }) => dueAt).sort());
  });

  it('when a cursor is not one of ours, then it is a wrong field', async () => {
    const answer = await call(running.port, 'GET /v1/review-tasks?cursor=nonsense', office);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ fields: [{ path: 'query.cursor' }] });
  });
});

describe('a decision', () => {
  it('when it is given, then the process has it and the inbox is right at once', async () => {
    const { task, institutionId } = await submitted();
    const answer = await decide(office, task.taskId, approve);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: 'closed', outcome: 'approve' });
    expect((await inbox(office, institutionId)).items).toEqual([]);
    expect((await inbox(office, institutionId, 'closed')).items).toHaveLength(1);
    expect(outcomes.filter(({ taskId }) => taskId === task.taskId)).toEqual([
      expect.objectContaining({ outcome: 'approve', decidedBy: office.accountId }),
    ]);
  });

  it('when twenty are decided the moment their tasks appear, then every decision is taken', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => decide(office, (await submitted()).task.taskId, approve)),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });

  it('when it is repeated with the same key, then the same is answered and nothing is decided twice', async () => {
    const { task } = await submitted();
    const key = newId();
    const [first, ...others] = await Promise.all(
      Array.from({ length: 3 }, () => decide(office, task.taskId, approve, key)),
    );
    const later = await decide(office, task.taskId, approve, key);
    for (const answer of [...others, later]) {
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ taskId: task.taskId, outcome: 'approve' });
    }
    expect(first?.status).toBe(200);
    expect(outcomes.filter(({ taskId }) => taskId === task.taskId)).toHaveLength(1);
  });

  it('when its answer was lost before the task was closed here, then the process answers for the same key', async () => {
    const { task } = await submitted();
    const key = newId();
    await decide(office, task.taskId, approve, key);
    const lost = { $set: { status: 'open' as const, applied: [] }, $unset: { decision: '', outcome: '' } };
    const collection = reviewDb().collection('tasks');
    await collection.updateOne({ _id: task.taskId as never }, lost);
    const again = await decide(office, task.taskId, approve, key);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ status: 'closed', outcome: 'approve' });
    expect(outcomes.filter(({ taskId }) => taskId === task.taskId)).toHaveLength(1);
  });

  it('when the same key comes with another decision, then it is refused', async () => {
    const { task } = await submitted();
    const key = newId();
    await decide(office, task.taskId, approve, key);
    const answer = await decide(
      office,
      task.taskId,
      { outcome: 'reject', comments: [{ text: '不符' }] },
      key,
    );
    expect([answer.status, code(answer)]).toEqual([422, 'IdempotencyKeyReused']);
  });

  it('when another decision follows, then the task is no longer open', async () => {
    const { task } = await submitted();
    await decide(office, task.taskId, approve);
    const answer = await decide(office, task.taskId, { outcome: 'reject', comments: [{ text: '不符' }] });
    expect([answer.status, code(answer)]).toEqual([409, 'TaskNotOpen']);
    expect((await call(running.port, `GET /v1/review-tasks/${task.taskId}`, office)).body).toMatchObject({
      outcome: 'approve',
    });
  });

  it('when it returns or rejects without a comment, then a comment is asked for and the task stays open', async () => {
    const { task, institutionId } = await submitted();
    for (const outcome of ['return', 'reject']) {
      const answer = await decide(office, task.taskId, { outcome, comments: [] });
      expect([answer.status, code(answer)]).toEqual([422, 'CommentRequired']);
    }
    expect((await inbox(office, institutionId)).items).toHaveLength(1);
  });

  it('when the applicant has withdrawn meanwhile, then the stale task is closed', async () => {
    const { task, serviceId, institutionId } = await submitted();
    const key = newId();
    const args = { key, withdrawnBy: applicantAccountId };
    await home.processes.update(publicationId('service', serviceId), withdraw, args);
    const answer = await decide(office, task.taskId, approve);
    expect([answer.status, code(answer)]).toEqual([409, 'TaskNotOpen']);
    expect((await inbox(office, institutionId)).items).toEqual([]);
  });

  it('when no key comes with it, then it is refused', async () => {
    const { task } = await submitted();
    const { authorization } = office;
    const line = `POST /v1/review-tasks/${task.taskId}/decision`;
    const answer = await call(running.port, line, { authorization, body: approve });
    expect([answer.status, code(answer)]).toEqual([400, 'IdempotencyKeyRequired']);
  });
});

it('when tasks are opened, then Kafka tells of each', async () => {
  const { task } = await submitted();
  await until('the event of the task', async () =>
    events
      .seen()
      .some(
        ({ type, data }) =>
          type.endsWith('task-opened.v1') && 'taskId' in data && data.taskId === task.taskId,
      ),
  );
});

function reviewDb() {
  return home.connection;
}
