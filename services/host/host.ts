import { startProcess, workflowBundle, type Logger, type RunningProcess, type Telemetry } from '@kequan/kit';
import { definitionsOf } from './definitions';

export { definitionsOf } from './definitions';

export interface HostOptions {
  /** `all`, or names of services with commas. */
  target: string;
  environment: NodeJS.ProcessEnv;
  telemetry?: Telemetry;
  log?: Logger;
  /** Another workflow bundle than the one of the compiled workflows; tests run the sources. */
  bundlePath?: () => Promise<string>;
  onFatal?: (error: unknown) => void;
}

/**
 * Starts one process with the services of a target (as Loki and Mimir do): all of them on a laptop, one a deployment in a
 * cluster, with the same code.
 * @throws ConfigurationError, UnknownTargetError, and whatever keeps a part from starting
 */
export async function startHost(options: HostOptions): Promise<RunningProcess> {
  const tracing = options.telemetry?.plugin !== undefined;
  return startProcess({
    definitions: await definitionsOf(options.target),
    environment: options.environment,
    bundlePath: options.bundlePath ?? (() => workflowBundle(require.resolve('@kequan/workflows'), tracing)),
    ...(options.telemetry ? { telemetry: options.telemetry } : {}),
    ...(options.log ? { log: options.log } : {}),
    ...(options.onFatal ? { onFatal: options.onFatal } : {}),
  });
}
