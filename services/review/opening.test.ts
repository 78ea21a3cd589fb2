import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure, newId, readEvent, type FailureCode, type KeQuanEvent } from '@kequan/contracts';
import type { Caller, Processes } from '@kequan/kit';
import { testStore, type TestStore } from '@kequan/kit/testing';
import { reviewActivities } from './activities';
import { openCalendars } from './calendars';
import { decideTask } from './decision';
import { openTasks, type Tasks } from './model';
import { taskOpener } from './opening';

const EXAMPLES = join(__dirname, '..', '..', 'contracts', 'events', 'examples');
const dealId = '01910000-0000-7000-8000-000000000007';
const workflowId = `redemption/${dealId}`;
let store: TestStore;
let tasks: Tasks;
let open: (event: KeQuanEvent) => Promise<void>;
beforeAll(async () => {
  store = await testStore();
  tasks = openTasks(store.connection, store.relay);
  open = async (event) =>
    taskOpener(reviewActivities(tasks, openCalendars(store.connection, store.relay)))(event);
});
afterAll(() => store.close());

/** The example of an event of trade, which opens a task. */
function told(name: string, taskId: string, data: object = {}): KeQuanEvent {
  const opens = {
    taskId,
    workflowId,
    title: '西安秦科精密制造有限公司 · 高强度合金疲劳试验',
    candidateRole: 'finance',
    openedAt: '2026-11-23T02:00:00.000Z',
    dueAt: '2026-11-26T16:00:00.000Z',
    dueCertain: true,
  };
  const read = readEvent(readFileSync(join(EXAMPLES, `kequan.trade.${name}.v1.json`), 'utf8'));
  if (read.kind !== 'event') throw new Error(`no example of ${name}`);
  return { ...read.event, data: { ...read.event.data, opens, ...data } } as KeQuanEvent;
}

describe('a task that an event opens', () => {
  it.each([
    ['claim-submitted', 'claim'],
    ['claim-decided', 'payment'],
  ])('when %s tells of it, also twice, then it is open once, at the desk %s', async (name, stage) => {
    const taskId = newId();
    await open(told(name, taskId));
    await open(told(name, taskId));
    expect(await tasks.get(taskId)).toMatchObject({
      status: 'open',
      version: 1,
      workflowId,
      subjectKind: stage,
      subjectId: dealId,
      stage,
      programmeId: 'shaanxi',
      title: '西安秦科精密制造有限公司 · 高强度合金疲劳试验',
      revision: 1,
      candidateRoles: ['finance'],
      openedAt: new Date('2026-11-23T02:00:00.000Z'),
      dueAt: new Date('2026-11-26T16:00:00.000Z'),
    });
  });

  it('when an event tells of none, then none is opened', async () => {
    const before = await tasks.model.countDocuments({});
    await open(told('claim-decided', newId(), { opens: undefined }));
    expect(await tasks.model.countDocuments({})).toBe(before);
  });
});

describe('a decision that comes while its process takes the task up', () => {
  const caller = { accountId: newId(), role: 'finance', programmeId: 'shaanxi' } as unknown as Caller;
  /** Decides a new task whose process refuses the first tries. */
  async function decided(...refusals: FailureCode[]): Promise<{ taskId: string; answer: Promise<unknown> }> {
    const taskId = newId();
    await open(told('claim-decided', taskId));
    const update = async (): Promise<void> => {
      const code = refusals.shift();
      if (code) throw failure(code);
    };
    const processes = { update } as unknown as Processes;
    const content = { outcome: 'approve' as const, comments: [] };
    const answer = decideTask({ tasks, processes }, caller, await tasks.get(taskId), content, newId());
    return { taskId, answer };
  }

  it('when it is refused once, then it is given again and stands', async () => {
    const { taskId, answer } = await decided('TaskNotOpen');
    await expect(answer).resolves.toMatchObject({ status: 'closed', outcome: 'approve' });
    expect(await tasks.get(taskId)).toMatchObject({ status: 'closed', outcome: 'approve' });
  });

  it('when it is refused again, then the task was over, and is closed', async () => {
    const { taskId, answer } = await decided('TaskNotOpen', 'TaskNotOpen');
    await expect(answer).rejects.toMatchObject({ code: 'TaskNotOpen' });
    expect(await tasks.get(taskId)).toMatchObject({ status: 'closed' });
  });

  it('when the process is not so far, then the task stays open for a later try', async () => {
    const { taskId, answer } = await decided('Unavailable');
    await expect(answer).rejects.toMatchObject({ code: 'Unavailable' });
    expect(await tasks.get(taskId)).toMatchObject({ status: 'open' });
  });
});
