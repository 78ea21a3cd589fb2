import { Client, ServiceError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { newId, withdraw } from '@kequan/contracts';
import { createProcesses } from './processes';

const said = { key: '1', withdrawnBy: newId() };

/** Processes behind a connection whose every Update ends with a gRPC status. */
function failingWith(code: number, details: string): ReturnType<typeof createProcesses> {
  const cause = Object.assign(new Error(details), { code, details, metadata: new Map() });
  const connection = {
    plugins: [],
    workflowService: { updateWorkflowExecution: () => Promise.reject(cause) },
    withDeadline: (_at: number, work: () => unknown) => work(),
  };
  return createProcesses(new Client({ connection: connection as never }), 'test');
}

// As the native client puts a connection that a killed server leaves behind: found by `npm run chaos`.
it.each([
  [2, 'transport error', 'Unavailable'],
  [13, 'h2 protocol error: http2 error', 'Unavailable'],
  [2, 'a mistake of ours', 'Workflow Update failed'],
])('when an Update ends with gRPC %i, %s, then the caller is told %s', async (code, details, told) => {
  await expect(failingWith(code, details).update('a/1', withdraw, said)).rejects.toThrow(told);
});

it('when the native client lets a process that is not ready through bare, then the call is made again', async () => {
  // What an Update with start meets while a task of the process is done anew: it passes for the client's own error, without a cause.
  const notReady = Object.assign(new ServiceError('Workflow Task in failed state'), {
    code: 9,
    details: '',
    metadata: new Map(),
  });
  let calls = 0;
  const connection = { plugins: [], withDeadline: (_at: number, work: () => unknown) => work() };
  const client = new Client({ connection: connection as never });
  client.workflow.executeUpdateWithStart = () => {
    calls += 1;
    return calls < 3 ? Promise.reject(notReady) : (Promise.resolve({ revision: 1 }) as Promise<never>);
  };
  const toStart = { workflowType: 'a', workflowId: 'a/1', home: 'catalog', input: {}, summary: '' };

  const answer = createProcesses(client, 'test').startOrUpdate(toStart, withdraw, said);

  await expect(answer).resolves.toEqual({ revision: 1 });
  expect(calls).toBe(3);
});

it('when an Update comes back because no worker took it up, then it is made again (M24)', async () => {
  // As the server puts it when more Updates are under way than it hands out, or when the run ends under them.
  const notTaken = new WorkflowUpdateFailedError(
    'Workflow Update failed',
    ApplicationFailure.create({
      message: 'not processed by worker',
      type: 'UnprocessedUpdate',
      nonRetryable: true,
    }),
  );
  let calls = 0;
  const connection = { plugins: [], withDeadline: (_at: number, work: () => unknown) => work() };
  const client = new Client({ connection: connection as never });
  const handle = {
    executeUpdate: () => {
      calls += 1;
      return calls < 3 ? Promise.reject(notTaken) : Promise.resolve({ revision: 1 });
    },
  };
  client.workflow.getHandle = () => handle as never;
  await expect(createProcesses(client, 'test').update('a/1', withdraw, said)).resolves.toEqual({
    revision: 1,
  });
  expect(calls).toBe(3);
});

it('M24 when a hundred calls come at once, then no more than eight of them are under way at the process', async () => {
  let underWay = 0;
  let most = 0;
  const connection = { plugins: [], withDeadline: (_at: number, work: () => unknown) => work() };
  const client = new Client({ connection: connection as never });
  const executeUpdate = async (): Promise<void> => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise(setImmediate);
    underWay -= 1;
  };
  client.workflow.getHandle = () => ({ executeUpdate }) as never;
  const processes = createProcesses(client, 'test');
  await Promise.all(Array.from({ length: 100 }, () => processes.update('a/1', withdraw, said)));
  expect(most).toBe(8);
});
