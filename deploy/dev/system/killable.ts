import { setTimeout as delay } from 'node:timers/promises';
import { hostEnvironment } from '../host-environment';
import { startParts } from '../infra';
import type { InfraEndpoints, PartName, Say } from '../infra-types';
import { choosePorts } from '../ports';
import type { Child } from '../process/child';
import { endWithProcess } from '../process/end-with-process';
import type { Run } from '../process/run';
import { claimRun } from '../process/run';
import { awaitReady, launchHost } from './host';

/** What of a whole system may be killed. */
export type KillableName = 'host' | PartName;

/** A whole system that nobody keeps alive but who has started it. */
export interface KillableSystem {
  url: string;
  endpoints: InfraEndpoints;
  /** `kill -9`; resolves when the process is gone. */
  kill(name: KillableName): Promise<void>;
  /** Starts it again with the same port and data; resolves when it answers. @throws Error when it does not */
  restart(name: KillableName): Promise<void>;
  /** How often the services ended although nobody had killed them, and what they said. */
  ownEnds(): readonly string[];
  stop(): Promise<void>;
}

export interface KillableOptions {
  /** Nobody else's: data, logs and ports. */
  dataDir: string;
  say: Say;
  /** Further settings of the services. */
  environment: NodeJS.ProcessEnv;
}

const STOP_GRACE_MS = 15_000;
/** The services end when they start without a store; who keeps them alive tries again, at most this long. */
const START_TRIES = 8;
const START_AGAIN_AFTER_MS = 1_000;

/**
 * Brings a whole system up whose parts may be killed. Should the calling process be interrupted or exit before `stop`,
 * everything is ended at once.
 * @throws AlreadyRunningError when a living process uses the data folder
 */
export async function startKillableSystem(options: KillableOptions): Promise<KillableSystem> {
  const run = await claimRun(options.dataDir, options.say);
  const letGo = endWithProcess(run);
  try {
    return await startAll(run, options, letGo);
  } catch (error) {
    run.killAll();
    letGo();
    throw error;
  }
}

async function startAll(run: Run, options: KillableOptions, letGo: () => void): Promise<KillableSystem> {
  const infra = await startParts(run, { say: options.say, embeddedOnly: true });
  const { gateway } = await choosePorts(run.dataDir, ['gateway']);
  const given = hostEnvironment(infra.endpoints, { dataDir: run.dataDir, port: gateway });
  const host = hostOf(run, `http://127.0.0.1:${gateway}`, { ...given, ...options.environment });
  await host.start();
  run.announce({ state: 'ready', gatewayUrl: host.url });
  return {
    url: host.url,
    endpoints: infra.endpoints,
    kill: (name) => (name === 'host' ? host.kill() : infra.kill(name, 'SIGKILL')),
    restart: (name) => (name === 'host' ? host.start() : infra.restart(name)),
    ownEnds: () => host.ownEnds,
    async stop() {
      await host.stop();
      await infra.stop();
      letGo();
    },
  };
}

function hostOf(run: Run, url: string, env: NodeJS.ProcessEnv) {
  const ownEnds: string[] = [];
  let child: Child | undefined;
  let killed: Child | undefined;

  async function start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const started = await launchHost(run, env);
      child = started;
      try {
        await awaitReady(url, started);
        void started.exited.then(({ code, signal }) => {
          if (killed !== started) ownEnds.push(`${signal ?? `exit code ${code}`}, see ${started.logFile}`);
        });
        return;
      } catch (error) {
        if (!started.hasExited() || attempt >= START_TRIES) throw error;
        await delay(START_AGAIN_AFTER_MS);
      }
    }
  }

  return {
    url,
    ownEnds,
    start,
    async kill() {
      killed = child;
      child?.signal('SIGKILL');
      await child?.exited;
    },
    async stop() {
      killed = child;
      await child?.stop(STOP_GRACE_MS);
    },
  };
}
