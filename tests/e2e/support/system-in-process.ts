import { startHost } from '@kequan/host';
import type { RunningProcess } from '@kequan/kit';
import { testWorkflowBundle } from '@kequan/kit/testing';
import { newSettings, type SystemSettings } from './settings';

/** A whole system in the test's own process. */
export interface SystemInProcess extends SystemSettings {
  process: RunningProcess;
  url: string;
}

/** Starts all services from their sources. @param environment settings that differ from those of every test */
export async function startSystem(environment: NodeJS.ProcessEnv = {}): Promise<SystemInProcess> {
  const settings = newSettings();
  const process = await startHost({
    target: 'all',
    environment: { ...settings.environment, ...environment },
    bundlePath: testWorkflowBundle,
    onFatal: (error) => {
      throw error;
    },
  });
  return { ...settings, process, url: `http://127.0.0.1:${process.port}` };
}
