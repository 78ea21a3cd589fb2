import { parseArgs } from 'node:util';
// Only what tracing needs, before anything that it instruments is loaded.
import type { RunningProcess } from '@kequan/kit';
import { startTelemetry } from '@kequan/kit/telemetry';

/** How long an ordered end may take before the process is ended at once, beyond the settings' own grace. */
const END_WITHIN_MS = 60_000;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { target: { type: 'string', default: 'all' } } });
  const telemetry = await startTelemetry(process.env['OTEL_EXPORTER_OTLP_ENDPOINT'], 'kequan');
  const { startHost } = await import('./host.js');
  const started: { process?: RunningProcess } = {};
  let ending = false;
  const end = (code: number): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(code === 0 ? 1 : code), END_WITHIN_MS).unref();
    void stop().then(
      () => process.exit(code),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', () => end(0));
  process.once('SIGINT', () => end(0));
  started.process = await startHost({
    target: values.target,
    environment: process.env,
    telemetry,
    onFatal: () => end(1),
  });

  async function stop(): Promise<void> {
    await started.process?.stop();
    await telemetry.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
