import { join } from 'node:path';
import { awaitCondition } from '../await-condition';
import { instrumentSystemEnvironment } from '../host-environment';
import type { InfraEndpoints, Say } from '../infra-types';
import { defaultDataDir } from '../paths';
import { readLiveRun } from '../process/run-file';
import { bringUp } from '../system/bring-up';
import { interruption } from '../system/interruption';
import { runScript } from './run-script';

const SCRIPT = join('tests', 'dist', 'demo', 'main.js');
const STARTED_WITHIN_MS = 600_000;

/**
 * `npm run demo`: plays the journeys against what runs; when nothing runs it brings everything up, plays, and ends it.
 * @returns the demo's exit code
 */
export async function demo(args: string[], say: Say): Promise<number> {
  const interrupted = interruption();
  if (readLiveRun(defaultDataDir()) !== undefined) {
    const { gatewayUrl, endpoints } = await whenReady();
    return await runScript(SCRIPT, args, interrupted, environmentOf(gatewayUrl, endpoints));
  }
  say('nothing is running: bringing everything up for the demo');
  const system = await bringUp(defaultDataDir(), say, interrupted);
  try {
    return await runScript(SCRIPT, args, interrupted, environmentOf(system.gatewayUrl, system.endpoints));
  } finally {
    say('ending what was brought up for the demo ...');
    await system.stop();
  }
}

async function whenReady(): Promise<{ gatewayUrl: string; endpoints: InfraEndpoints }> {
  const started = { what: 'the start that is under way', deadlineMs: STARTED_WITHIN_MS };
  await awaitCondition(started, () => readLiveRun(defaultDataDir())?.state !== 'starting');
  const run = readLiveRun(defaultDataDir());
  if (run?.gatewayUrl === undefined || run.endpoints === undefined) {
    throw new Error('the start that was under way has ended without success');
  }
  return { gatewayUrl: run.gatewayUrl, endpoints: run.endpoints };
}

function environmentOf(gatewayUrl: string, endpoints: InfraEndpoints): NodeJS.ProcessEnv {
  return {
    KEQUAN_URL: gatewayUrl,
    TEMPORAL_ADDRESS: endpoints.temporalAddress,
    MONGODB_URL: endpoints.mongodbUrl,
    KAFKA_BROKERS: endpoints.kafkaBrokers,
    SMS_URL: endpoints.smsUrl,
    ...instrumentSystemEnvironment(endpoints),
    BANK_URL: endpoints.bankUrl,
    ...(endpoints.temporalUiUrl === undefined ? {} : { TEMPORAL_UI_URL: endpoints.temporalUiUrl }),
  };
}
