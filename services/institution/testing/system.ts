import type { OpenTask } from '@kequan/contracts';
import type { Processes } from '@kequan/kit';
import {
  freshInstance,
  standIn,
  startTestProcess,
  testIdentity,
  testWorkflowBundle,
  type TestIdentity,
} from '@kequan/kit/testing';
import { definition } from '../service';
import type { OwnerSurroundings } from './owner';

/** Institution in a process of its own, with stand-ins for the services that its processes ask. */
export interface InstitutionSystem extends OwnerSurroundings {
  identity: TestIdentity;
  stop(): Promise<void>;
}

/** Starts it. @throws Error when it does not become ready */
export async function startInstitution(): Promise<InstitutionSystem> {
  const identity = await testIdentity();
  const tasks: OpenTask[] = [];
  let processes: Processes | undefined;
  const running = await startTestProcess({
    instance: freshInstance(),
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
      standIn('review', {
        openTask: async (task: OpenTask) => void tasks.push(task),
        nudgeTask: async () => undefined,
      }),
      standIn('files', { attach: async () => undefined }),
    ],
  });
  if (!processes) throw new Error('institution was not created');
  return { identity, tasks, processes, port: running.port, stop: () => running.stop() };
}
