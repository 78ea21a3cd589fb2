import { Client } from '@temporalio/client';
import { createProcesses } from './processes';

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
  const update = { name: 'decide', updateId: '1', args: {} };

  await expect(failingWith(code, details).update('a/1', update)).rejects.toThrow(told);
});
