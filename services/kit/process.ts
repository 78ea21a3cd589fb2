import { collectDefaultMetrics, Registry } from 'prom-client';
import { deadLetterTopicOf, taskQueueOf, topicOf, type EventSource } from '@kequan/contracts';
import { KitConfig, readConfig } from './base/config';
import { createLog, type Logger } from './base/log';
import type { Telemetry } from './base/telemetry';
import { createBroker, type Broker, type Publisher, type Subscription } from './events/broker';
import { consume } from './events/consumer';
import { healthRoutes } from './health';
import { createApp } from './http/app';
import { securityHeaders } from './http/headers';
import { requestMetrics } from './http/metrics';
import { describingRoute } from './http/openapi';
import { tokenVerifier } from './http/tokens';
import { openHttpServer } from './running/http-server';
import { mount, type Mounted } from './running/mount';
import { readinessOf } from './running/readiness';
import { tokenKeysOf } from './running/token-keys';
import { allEnded, createUndo } from './running/undo';
import type { Service, ServiceDefinition } from './service';
import { connectStore, databaseNameOf } from './store/connection';
import { connectTemporal, installTemporalRuntime } from './temporal/connect';
import { createProcesses } from './temporal/processes';
import { registerSearchAttributes } from './temporal/search-attributes';
import { startServiceWorker, type ServiceWorker } from './temporal/worker';

export interface ProcessOptions {
  definitions: readonly ServiceDefinition[];
  environment: NodeJS.ProcessEnv;
  /** Answers the path of the prebuilt workflow bundle; asked only when a home of workflows is hosted. */
  bundlePath: () => Promise<string>;
  telemetry?: Telemetry;
  log?: Logger;
  /** Called when a part fails for good: the process must end. */
  onFatal?: (error: unknown) => void;
}

export interface RunningProcess {
  port: number;
  services: ReadonlyMap<string, Service>;
  /** Ends in order and loses nothing: no new requests, then consumers, workers, outboxes, connections. */
  stop(): Promise<void>;
}

/** How much longer than the grace a part may take to end; workers break off after half of it. */
const BEYOND_GRACE_MS = 10_000;

/**
 * Starts a process that hosts any set of services. When a part does not start, what was started is ended again.
 * @throws ConfigurationError and whatever keeps it from starting
 */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { definitions, environment } = options;
  const config = readConfig(KitConfig, environment);
  const log = options.log ?? createLog(config.LOG_LEVEL, definitions.map(({ name }) => name).join(','));
  const { KEQUAN_INSTANCE: instance, SHUTDOWN_GRACE_MS: graceMs } = config;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  installTemporalRuntime(log);
  const plugins = options.telemetry?.plugin ? [options.telemetry.plugin] : [];
  const undo = createUndo(log, graceMs + BEYOND_GRACE_MS);
  undo.push('metrics', async () => registry.clear());
  let serving = false;

  try {
    const http = await openHttpServer(config.PORT);
    undo.push('http', () => http.stop(graceMs));

    const broker = createBroker(config.KAFKA_BROKERS, instance, log);
    undo.push('broker', () => broker.stop());
    const ensureTopics = (sources: readonly EventSource[]): Promise<void> =>
      broker.ensureTopics(topicsOf(sources, config));
    const connect = async (definition: ServiceDefinition) => {
      const store = await connectStore(config.MONGODB_URL, databaseNameOf(instance, definition.name));
      undo.push(`store of ${definition.name}`, () => store.close());
      return { definition, store };
    };
    const [connected, temporal, publisher, bundlePath] = await allEnded([
      allEnded(definitions.map(connect)),
      connectTemporal(config.TEMPORAL_ADDRESS, config.TEMPORAL_NAMESPACE, plugins).then((found) => {
        undo.push('temporal', () => found.connection.close());
        return found;
      }),
      openPublisher(broker, () => ensureTopics(definitions.flatMap(({ publishes }) => publishes ?? []))).then(
        (found) => {
          undo.push('publisher', () => found.stop());
          return found;
        },
      ),
      definitions.some(({ isHome }) => isHome) ? options.bundlePath() : undefined,
    ]);
    if (definitions.some(({ isHome }) => isHome)) await registerSearchAttributes(temporal.client);
    const processes = createProcesses(temporal.client, instance);

    const mounted: Mounted[] = [];
    undo.push('relays', () => Promise.all(mounted.map((one) => one.stop(graceMs))));
    const shared = { config, environment, publisher, processes, registry, log };
    for (const { definition, store } of connected) mounted.push(await mount(definition, store, shared));

    const workers: ServiceWorker[] = [];
    undo.push('workers', () => Promise.all(workers.map((worker) => worker.stop())));
    const startWorker = async ({ definition, service }: Mounted): Promise<void> => {
      if (!service.activities) return;
      const worker = await startServiceWorker({
        connection: temporal.connection,
        namespace: config.TEMPORAL_NAMESPACE,
        taskQueue: taskQueueOf(instance, definition.name),
        activities: service.activities,
        ...(definition.isHome && bundlePath ? { bundlePath } : {}),
        plugins,
        shutdownGraceMs: graceMs,
        onFailure: (error) => {
          log.fatal({ err: error, service: definition.name }, 'a worker failed for good');
          options.onFatal?.(error);
        },
      });
      workers.push(worker);
    };
    await allEnded(mounted.map(startWorker));

    for (const { definition, service } of mounted) {
      await service.start?.();
      undo.push(definition.name, async () => service.stop?.());
    }

    // A reader may be up before the process that publishes: it makes the topics that it reads.
    await ensureTopics(mounted.flatMap(({ service }) => service.consumes?.sources ?? []));
    const subscriptions: Subscription[] = [];
    undo.push('consumers', () => Promise.all(subscriptions.map((subscription) => subscription.stop())));
    const subscribe = async ({ definition, service }: Mounted): Promise<void> => {
      if (!service.consumes) return;
      const subscription = await consume({
        broker,
        publisher,
        groupId: `${instance}.${definition.name}`,
        topics: service.consumes.sources.map((source) => topicOf(instance, source)),
        handle: service.consumes.handle,
        graceMs,
        log: log.child({ part: 'consumer', service: definition.name }),
      });
      subscriptions.push(subscription);
    };
    await allEnded(mounted.map(subscribe));

    const services = mounted.map(({ service }) => service);
    const readiness = readinessOf({
      isServing: () => serving,
      stores: connected.map(({ store }) => store),
      broker,
      workers,
    });
    const routes = services.flatMap((service) => service.routes);
    const door = services.map((service) => service.door?.(routes)).find((found) => found !== undefined);
    const app = createApp(
      [...healthRoutes(readiness, registry), ...routes, ...(door ? door.routes : [describingRoute(routes)])],
      {
        authenticate: tokenVerifier(tokenKeysOf(services, config.IDENTITY_URL)),
        headers: securityHeaders(),
        metrics: requestMetrics(registry),
        log,
        checkAnswers: environment['NODE_ENV'] === 'test',
      },
      { ...door, trustProxyHops: config.TRUST_PROXY_HOPS },
    );
    http.serve(app);
    serving = true;
    // Opened first, and on an ordered end closed first too.
    undo.push('http', async () => {
      serving = false;
      await http.stop(graceMs);
    });
    log.info({ port: http.port, instance }, 'listening');
    return {
      port: http.port,
      services: new Map(mounted.map(({ definition, service }) => [definition.name, service])),
      stop: () => undo.all(),
    };
  } catch (error) {
    await undo.all();
    throw error;
  }
}

async function openPublisher(broker: Broker, ensureTopics: () => Promise<void>): Promise<Publisher> {
  await ensureTopics();
  return broker.publisher();
}

/** The topics of sources, each with the one for what cannot be read. */
function topicsOf(sources: readonly EventSource[], config: KitConfig) {
  return [...new Set(sources)]
    .map((source) => topicOf(config.KEQUAN_INSTANCE, source))
    .flatMap((topic) => [topic, deadLetterTopicOf(topic)])
    .map((topic) => ({
      topic,
      partitions: config.KAFKA_PARTITIONS,
      replication: config.KAFKA_REPLICATION,
    }));
}
