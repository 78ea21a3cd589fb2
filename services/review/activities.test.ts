import {
  DECIDED_BY_RULES,
  newId,
  readEvent,
  type KeQuanEvent,
  type OpenTask,
  type ReviewActivities,
} from '@kequan/contracts';
import { makeIndexes } from '@kequan/kit';
import { testStore, toldEvent, type TestStore } from '@kequan/kit/testing';
import { reviewActivities } from './activities';
import { openCalendars } from './calendars';
import { taskCloser } from './consumers';
import { openTasks, type Tasks } from './model';

let store: TestStore;
let tasks: Tasks;
let activities: ReviewActivities;
beforeAll(async () => {
  store = await testStore();
  tasks = openTasks(store.connection, store.relay);
  await makeIndexes(store.connection);
  activities = reviewActivities(tasks, openCalendars(store.connection, store.relay));
});
afterAll(() => store.close());

function taskToOpen(): OpenTask {
  const institutionId = newId();
  return {
    taskId: newId(),
    workflowId: `onboarding/${institutionId}`,
    programmeId: 'jiangsu',
    subject: { kind: 'stage', id: institutionId, institutionId, stage: 'registration' },
    title: '南京紫金分析测试有限公司',
    revision: 1,
    applicantAccountId: newId(),
    candidateRole: 'office',
    openedAtMs: Date.parse('2026-11-23T02:00:00Z'),
    dueAtMs: Date.parse('2026-11-25T16:00:00Z'),
    dueCertain: true,
  };
}

function decidedEvent(task: OpenTask, decidedBy: string = newId()): KeQuanEvent {
  const { taskId, programmeId, title, applicantAccountId, subject, revision } = task;
  return toldEvent('kequan.institution.stage-decided.v1', subject.institutionId, {
    programmeId,
    institutionId: subject.institutionId,
    applicantAccountId,
    title,
    track: 'inspectionTesting',
    stage: 'registration',
    taskId,
    outcome: 'return',
    comments: [{ text: '请补充' }],
    decidedBy,
    revision,
  });
}

describe('opening a task', () => {
  it('when the step is retried, then there is one task and one event', async () => {
    const task = taskToOpen();
    await Promise.all(Array.from({ length: 10 }, () => activities.openTask(task)));
    const found = await tasks.get(task.taskId);
    expect(found).toMatchObject({
      status: 'open',
      version: 1,
      candidateRoles: ['office'],
      stage: 'registration',
    });
    expect(found.outbox.map(({ type }) => type)).toEqual(['kequan.review.task-opened.v1']);
  });

  it('when its end was heard first, then it is closed for ever, in nobody’s inbox, and no event says it was opened', async () => {
    const task = taskToOpen();
    const heard = decidedEvent(task);
    await taskCloser(tasks)(heard);
    await taskCloser(tasks)(heard);
    await activities.openTask(task);
    const found = await tasks.get(task.taskId);
    expect(found).toMatchObject({ status: 'closed', outcome: 'return', candidateRoles: [], version: 1 });
    expect(found.outbox).toEqual([]);
  });

  it('when its end is heard at the same moment, then it is closed all the same', async () => {
    for (let round = 0; round < 20; round += 1) {
      const task = taskToOpen();
      await Promise.all([activities.openTask(task), taskCloser(tasks)(decidedEvent(task))]);
      expect(await tasks.get(task.taskId)).toMatchObject({ status: 'closed', outcome: 'return' });
    }
  });
});

describe('the event of an end', () => {
  it('when it comes twice, then the task is closed once', async () => {
    const task = taskToOpen();
    await activities.openTask(task);
    const heard = decidedEvent(task);
    await taskCloser(tasks)(heard);
    const closed = await tasks.get(task.taskId);
    await taskCloser(tasks)(heard);
    expect(closed).toMatchObject({ status: 'closed', outcome: 'return' });
    expect(await tasks.get(task.taskId)).toEqual(closed);
  });

  it('when what it tells passed by itself, then it is an event like others, and no task is kept of it', async () => {
    const task = taskToOpen();
    const heard = decidedEvent(task, DECIDED_BY_RULES);
    expect(readEvent(JSON.stringify(heard))).toEqual({ kind: 'event', event: heard });
    await taskCloser(tasks)(heard);
    expect(await tasks.find(task.taskId)).toBeUndefined();
  });

  it('when it tells of something else, then nothing happens', async () => {
    const task = taskToOpen();
    await activities.openTask(task);
    const { data, ...rest } = decidedEvent(task);
    const other = { ...rest, type: 'kequan.institution.stage-submitted.v1', data } as KeQuanEvent;
    await taskCloser(tasks)(other);
    expect((await tasks.get(task.taskId)).status).toBe('open');
  });
});

describe('a nudge', () => {
  it('when it reminds, then only an event tells of it, once however often the step is tried', async () => {
    const task = taskToOpen();
    await activities.openTask(task);
    const nudge = { taskId: task.taskId, key: 'remind/1', action: 'remind' as const, to: 'office' as const };
    await activities.nudgeTask(nudge);
    await activities.nudgeTask(nudge);
    const found = await tasks.get(task.taskId);
    expect(found.candidateRoles).toEqual(['office']);
    expect(found.outbox.map(({ type }) => type)).toEqual([
      'kequan.review.task-opened.v1',
      'kequan.review.task-nudged.v1',
    ]);
  });

  it('when it escalates, then another role may decide too', async () => {
    const task = taskToOpen();
    await activities.openTask(task);
    await activities.nudgeTask({ taskId: task.taskId, key: 'up', action: 'escalate', to: 'platformAdmin' });
    const found = await tasks.get(task.taskId);
    expect(found.candidateRoles).toEqual(['office', 'platformAdmin']);
    expect(found.outbox.at(-1)?.data).toMatchObject({ action: 'escalate', to: 'platformAdmin' });
  });

  it('when the task is closed, then it is left alone', async () => {
    const task = taskToOpen();
    await activities.openTask(task);
    await taskCloser(tasks)(decidedEvent(task));
    const before = await tasks.get(task.taskId);
    await activities.nudgeTask({ taskId: task.taskId, key: 'late', action: 'escalate', to: 'platformAdmin' });
    expect(await tasks.get(task.taskId)).toEqual(before);
  });
});
