import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId, readEvent, type KeQuanEvent, type SubjectKind } from '@kequan/contracts';
import { testStore, type TestStore } from '@kequan/kit/testing';
import { reviewActivities } from './activities';
import { openCalendars } from './calendars';
import { taskCloser } from './consumers';
import { openTasks, type Tasks } from './model';

const EXAMPLES = join(__dirname, '..', '..', 'contracts', 'events', 'examples');
let store: TestStore;
let tasks: Tasks;
beforeAll(async () => {
  store = await testStore();
  tasks = openTasks(store.connection, store.relay);
});
afterAll(() => store.close());

/** The example of an event of trade about a task. */
function told(name: string, taskId: string, data: object): KeQuanEvent {
  const read = readEvent(readFileSync(join(EXAMPLES, `kequan.trade.${name}.v1.json`), 'utf8'));
  if (read.kind !== 'event') throw new Error(`no example of ${name}`);
  return { ...read.event, data: { ...read.event.data, ...data, taskId } } as KeQuanEvent;
}

describe.each<[string, object, SubjectKind, string]>([
  ['dispute-decided', { outcome: 'reject' }, 'dispute', 'reject'],
  ['claim-decided', { step: 'reviewer', outcome: 'return' }, 'claim', 'return'],
  ['claim-decided', { step: 'finance', outcome: 'approve' }, 'payment', 'approve'],
  ['claim-withdrawn', { step: 'reviewer' }, 'claim', 'withdrawn'],
  ['claim-withdrawn', { step: 'finance' }, 'payment', 'withdrawn'],
])('when %s tells %j', (name, data, kind, outcome) => {
  const dealId = '01910000-0000-7000-8000-000000000007';

  it('then the open task of that desk is closed', async () => {
    const taskId = newId();
    const institutionId = newId();
    await reviewActivities(tasks, openCalendars(store.connection, store.relay)).openTask({
      taskId,
      workflowId: `redemption/${dealId}`,
      programmeId: 'shaanxi',
      subject: { kind, id: dealId, institutionId, stage: kind },
      title: '西安秦科精密制造有限公司 · 高强度合金疲劳试验',
      revision: 1,
      applicantAccountId: newId(),
      candidateRole: 'finance',
      openedAtMs: 0,
      dueAtMs: 1,
      dueCertain: true,
    });
    await taskCloser(tasks)(told(name, taskId, data));
    expect(await tasks.get(taskId)).toMatchObject({ status: 'closed', outcome, subjectKind: kind });
  });

  it('then a task that was not opened yet is kept as closed, under the same desk', async () => {
    const taskId = newId();
    await taskCloser(tasks)(told(name, taskId, data));
    expect(await tasks.get(taskId)).toMatchObject({
      status: 'closed',
      outcome,
      subjectKind: kind,
      subjectId: dealId,
      stage: kind,
      candidateRoles: [],
    });
  });
});
