import { createRequire } from 'node:module';
import type { ClientPlugin } from '@temporalio/client';
import type { WorkerPlugin } from '@temporalio/worker';

/** Tracing of a process. While it is off nothing of it is loaded. */
export interface Telemetry {
  /** For the Temporal client and workers: one trace from HTTP through Update and workflow to activity. */
  plugin: (ClientPlugin & WorkerPlugin) | undefined;
  stop(): Promise<void>;
}

/**
 * Starts tracing when an OTLP endpoint is given. It must run before the HTTP server and the store's driver are loaded,
 * because they are instrumented as they load.
 */
export async function startTelemetry(endpoint: string | undefined, serviceName: string): Promise<Telemetry> {
  if (!endpoint) return { plugin: undefined, stop: async () => {} };
  const [
    { NodeSDK, resources, tracing },
    { OTLPTraceExporter },
    { MongoDBInstrumentation },
    { MongooseInstrumentation },
    { HttpInstrumentation },
  ] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
    import('@opentelemetry/instrumentation-mongodb'),
    import('@opentelemetry/instrumentation-mongoose'),
    import('@opentelemetry/instrumentation-http'),
  ]);
  const { OpenTelemetryPlugin } = await import('@temporalio/interceptors-opentelemetry-v2');
  const resource = resources.resourceFromAttributes({ 'service.name': serviceName });
  const spanProcessor = new tracing.BatchSpanProcessor(new OTLPTraceExporter());
  const sdk = new NodeSDK({
    resource,
    spanProcessors: [spanProcessor],
    instrumentations: [
      new HttpInstrumentation({
        ignoreIncomingRequestHook: ({ url }) => /^\/(livez|readyz|metrics)/.test(url ?? ''),
      }),
      // One span a call: the driver's stands for what does not go through a model (GridFS, pings).
      new MongoDBInstrumentation(),
      new MongooseInstrumentation({ suppressInternalInstrumentation: true }),
    ],
  });
  sdk.start();
  // Loaded once here, so that both are instrumented before anybody uses them.
  createRequire(__filename)('mongoose');
  return { plugin: new OpenTelemetryPlugin({ resource, spanProcessor }), stop: () => sdk.shutdown() };
}
