import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { instrumentSystemEnvironment } from '../host-environment';
import type { InfraEndpoints } from '../infra-types';
import { testServerPath } from '../parts/test-server';
import { defaultDataDir, packageFolder, repositoryFolder } from '../paths';
import { startInfra } from '../start-infra';
import { keepTestRun } from './infra-of-this-run';
import { clearStaleTestData, testDataDir } from './stale-test-data';

/** Brings the infrastructure up once for the whole run and tells the tests where it is. */
module.exports = async function globalSetup(): Promise<void> {
  if (process.env.KEQUAN_TEST_INFRA === 'off') {
    return;
  }
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  buildThisPackage();
  await clearStaleTestData(defaultDataDir(), say);
  const dataDir = testDataDir(defaultDataDir());
  // Also when jest is interrupted; after a clean teardown there is nothing left to remove.
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const [infra, testServer] = await Promise.all([startInfra({ dataDir, say }), testServerPath(say)]);
  keepTestRun({ infra, dataDir });
  Object.assign(process.env, environmentOf(infra.endpoints), { TIME_SKIPPING_SERVER: testServer });
};

/** The outside systems run from their build; everything else here from the sources. */
function buildThisPackage(): void {
  const compiler = join(repositoryFolder(), 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [compiler, '-b', packageFolder()], { stdio: 'inherit' });
}

function environmentOf(endpoints: InfraEndpoints): NodeJS.ProcessEnv {
  return {
    TEMPORAL_ADDRESS: endpoints.temporalAddress,
    MONGODB_URL: endpoints.mongodbUrl,
    KAFKA_BROKERS: endpoints.kafkaBrokers,
    SMS_URL: endpoints.smsUrl,
    ...instrumentSystemEnvironment(endpoints),
    BANK_URL: endpoints.bankUrl,
  };
}
