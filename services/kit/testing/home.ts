import { newId, type OpenTask } from '@kequan/contracts';
import type { ServiceContext, ServiceDefinition } from '../service';
import type { Processes } from '../temporal/process-calls';
import { testWorkflowBundle } from './bundle';
import { call, type TestAnswer } from './call';
import { testIdentity, type TestAccount, type TestIdentity } from './identity';
import { freshInstance, startTestProcess } from './process';
import { standIn } from './stand-in';

/** A service that is the home of processes, with its real ones, in a process of its own. */
export interface TestHome {
  port: number;
  identity: TestIdentity;
  processes: Processes;
  /** What workflows ask of it. */
  activities: object;
  /** The tasks that its processes have opened, in order. */
  tasks: readonly OpenTask[];
  /** Calls a route, as nobody when there is no account; a key of its own unless one is given. */
  ask: (account: TestAccount | undefined, line: string, body?: object, key?: string) => Promise<TestAnswer>;
  stop(): Promise<void>;
}

interface TestHomeOptions {
  definition: ServiceDefinition;
  /** Stand-ins for what its processes ask, beside review and files. */
  others?: readonly ServiceDefinition[];
  instance?: string;
  /** Settings beside those of the infrastructure. */
  environment?: NodeJS.ProcessEnv;
  /** Is handed what the service gets. */
  given?: (context: ServiceContext) => void;
}

/** Starts it, between stand-ins: review keeps the tasks, files attaches whatever it is asked to. @throws Error when it does not become ready */
export async function startTestHome(options: TestHomeOptions): Promise<TestHome> {
  const { definition, others = [], instance = freshInstance(), environment = {}, given } = options;
  const identity = await testIdentity();
  const tasks: OpenTask[] = [];
  let context: ServiceContext | undefined;
  const running = await startTestProcess({
    instance,
    environment,
    bundlePath: testWorkflowBundle,
    definitions: [
      identity.definition,
      {
        ...definition,
        create(its) {
          context = its;
          given?.(its);
          return definition.create(its);
        },
      },
      standIn('files', { attach: async () => undefined }),
      standIn('review', {
        openTask: async (task: OpenTask) => void tasks.push(task),
        nudgeTask: async () => undefined,
      }),
      ...others,
    ],
  });
  if (!context) throw new Error(`${definition.name} was not created`);
  const { port } = running;
  return {
    port,
    identity,
    processes: context.processes,
    activities: running.services.get(definition.name)?.activities ?? {},
    tasks,
    ask: (account, line, body, idempotencyKey = newId()) =>
      call(port, line, {
        idempotencyKey,
        ...(account && { authorization: account.authorization }),
        ...(body && { body }),
      }),
    stop: () => running.stop(),
  };
}
