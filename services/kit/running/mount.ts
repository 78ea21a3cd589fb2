import type { Connection } from 'mongoose';
import { Gauge, type Registry } from 'prom-client';
import { topicOf } from '@kequan/contracts';
import type { KitConfig } from '../base/config';
import type { Logger } from '../base/log';
import { createSeal } from '../base/seal';
import type { Publisher } from '../events/broker';
import { createRelay, type Relay } from '../events/relay';
import { creations } from '../http/idempotency';
import type { Service, ServiceDefinition } from '../service';
import { makeIndexes } from '../store/connection';
import type { Processes } from '../temporal/process-calls';

/** What services of one process share. */
export interface SharedParts {
  config: KitConfig;
  environment: NodeJS.ProcessEnv;
  publisher: Publisher;
  processes: Processes;
  registry: Registry;
  log: Logger;
}

export interface Mounted {
  definition: ServiceDefinition;
  service: Service;
  /** Stops publishing, when the service publishes. */
  stop(graceMs: number): Promise<void>;
}

/** Makes a service over its own database, with its relay and its indexes; its relay runs from here on. */
export async function mount(
  definition: ServiceDefinition,
  connection: Connection,
  shared: SharedParts,
): Promise<Mounted> {
  const { config, environment, registry, processes } = shared;
  const log = shared.log.child({ service: definition.name });
  const relay = definition.publishes
    ? createRelay({
        topic: topicOf(config.KEQUAN_INSTANCE, definition.publishes),
        publisher: shared.publisher,
        log: log.child({ part: 'relay' }),
      })
    : relayOfNothing(definition.name);
  const service = await definition.create({
    config,
    environment,
    connection,
    relay,
    processes,
    creations: creations(connection),
    log,
    metrics: registry,
    sealFor: (purpose) => createSeal(config.KEQUAN_SECRET, purpose),
  });
  await makeIndexes(connection);
  relay.start();
  if (definition.publishes) countPending(definition.name, relay, registry);
  return { definition, service, stop: (graceMs) => relay.stop(graceMs) };
}

function countPending(name: string, relay: Relay, registry: Registry): void {
  new Gauge({
    name: `kequan_${name}_events_pending`,
    help: 'Events written and not yet taken by the broker',
    registers: [registry],
    collect() {
      this.set(relay.pending());
    },
  });
}

/** The relay of a service that does not publish: an event of it would never be heard of, so it is a mistake of ours. */
function relayOfNothing(name: string): Relay {
  return {
    register: () => ({
      offer: () => {
        throw new Error(`${name} writes an event and its definition does not say what it publishes`);
      },
    }),
    start: () => undefined,
    stop: async () => undefined,
    pending: () => 0,
  };
}
