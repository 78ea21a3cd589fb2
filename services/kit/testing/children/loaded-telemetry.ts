import { startTelemetry } from '../../base/telemetry';

/** Tells which modules of tracing are loaded in a process that serves, and ends. @param endpoint none: tracing is off */
async function main(): Promise<void> {
  const telemetry = await startTelemetry(process.argv[2], 'test');
  const { startTestProcess, testIdentity, purseService } = await import('@kequan/kit/testing');
  const identity = await testIdentity();
  const running = await startTestProcess({
    definitions: [identity.definition, purseService({ handle: async () => undefined }).definition],
  });
  await running.stop();
  const loaded = Object.keys(require.cache).filter((path) => /opentelemetry/.test(path));
  process.send?.(loaded.filter((path) => !/@opentelemetry\/api\//.test(path)));
  await telemetry.stop();
  process.exit(0);
}

void main();
