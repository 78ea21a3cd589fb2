import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { Failure } from '@kequan/contracts';
import { failureToTemporal } from './failures';

export interface ServiceWorkerOptions {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  activities: object;
  /** The path of the prebuilt bundle, for services that are the home of a process. */
  bundlePath?: string;
  plugins?: WorkerOptions['plugins'];
  /** How long activities may go on after an end was asked for; those that do not listen are left to be tried again. */
  shutdownGraceMs: number;
  /** Called when the worker ends although nobody asked it to. */
  onFailure: (error: unknown) => void;
}

export interface ServiceWorker {
  isRunning(): boolean;
  stop(): Promise<void>;
}

/** Lets a failure of ours leave an activity as what it is, with its code. Any other error is retried. */
const tellingFailures: ActivityInboundCallsInterceptor = {
  async execute(input, next) {
    try {
      return await next(input);
    } catch (error) {
      throw error instanceof Failure ? failureToTemporal(error) : error;
    }
  },
};

/** Starts the worker of one service: its activities, and its workflows when it is the home of any. */
export async function startServiceWorker(options: ServiceWorkerOptions): Promise<ServiceWorker> {
  const worker = await Worker.create({
    connection: options.connection,
    namespace: options.namespace,
    taskQueue: options.taskQueue,
    activities: options.activities,
    ...(options.bundlePath
      ? { workflowBundle: { codePath: options.bundlePath }, maxCachedWorkflows: 500 }
      : {}),
    ...(options.plugins ? { plugins: options.plugins } : {}),
    interceptors: { activity: [() => ({ inbound: tellingFailures })] },
    shutdownGraceTime: options.shutdownGraceMs,
    shutdownForceTime: options.shutdownGraceMs + 5_000,
    maxConcurrentActivityTaskExecutions: 100,
    maxConcurrentLocalActivityExecutions: 100,
  });
  let ending = false;
  const ended = worker.run().catch((error: unknown) => {
    if (ending) throw error;
    options.onFailure(error);
  });
  return {
    isRunning: () => worker.getState() === 'RUNNING',
    async stop() {
      ending = true;
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
    },
  };
}
