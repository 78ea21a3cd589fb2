import { hostEnvironment } from '../host-environment';
import { startParts } from '../infra';
import type { InfraEndpoints, Say } from '../infra-types';
import { choosePorts } from '../ports';
import type { Run } from '../process/run';
import { claimRun } from '../process/run';
import { startHost } from './host';

/** Infrastructure and services, running. */
export interface RunningSystem {
  gatewayUrl: string;
  endpoints: InfraEndpoints;
  /** Ends the services first, then the infrastructure, and gives the data folder back. */
  stop(): Promise<void>;
}

/** The person has had enough before everything was up. */
export class InterruptedError extends Error {
  constructor() {
    super('interrupted before everything was up');
    this.name = 'InterruptedError';
  }
}

/**
 * Brings everything up on a data folder.
 * @param interrupted aborted when it shall be given up: then everything is ended at once
 * @throws AlreadyRunningError when it runs already; InterruptedError when it was given up
 */
export async function bringUp(dataDir: string, say: Say, interrupted: AbortSignal): Promise<RunningSystem> {
  const run = await claimRun(dataDir, say);
  const givenUp = new Promise<never>((_resolve, reject) => {
    interrupted.addEventListener('abort', () => reject(new InterruptedError()), { once: true });
  });
  try {
    return await Promise.race([startAll(run, say), givenUp]);
  } catch (error) {
    run.killAll();
    run.release();
    throw error;
  }
}

async function startAll(run: Run, say: Say): Promise<RunningSystem> {
  const infra = await startParts(run, { say, keepAlive: true });
  const { gateway } = await choosePorts(run.dataDir, ['gateway']);
  const env = hostEnvironment(infra.endpoints, { dataDir: run.dataDir, port: gateway });
  const host = await startHost(run, gateway, env, say);
  say(`KeQuan: ready at ${host.url}`);
  run.announce({ state: 'ready', gatewayUrl: host.url });
  return {
    gatewayUrl: host.url,
    endpoints: infra.endpoints,
    async stop() {
      await host.stop();
      await infra.stop();
      run.release();
    },
  };
}
