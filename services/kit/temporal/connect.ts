import { Client, type ClientPlugin } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { Logger } from '../base/log';

let installed = false;

/** Sends the SDK's own log to ours; once a process. */
export function installTemporalRuntime(log: Logger): void {
  if (installed) return;
  installed = true;
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      log[level === 'ERROR' ? 'error' : 'warn']({ temporal: meta }, message);
    }),
    telemetryOptions: { logging: { forward: {}, filter: 'WARN' } },
    // The host ends in its own order; see process.ts.
    shutdownSignals: [],
  });
}

/** One connection for client and workers, so that eager starts and eager activities take effect. */
export async function connectTemporal(
  address: string,
  namespace: string,
  plugins: ClientPlugin[] = [],
): Promise<{ connection: NativeConnection; client: Client }> {
  const connection = await NativeConnection.connect({ address });
  return { connection, client: new Client({ connection, namespace, plugins }) };
}
