import type { RequestHandler } from 'express';
import type { JWTVerifyGetKey } from 'jose';
import type { Connection } from 'mongoose';
import type { Registry } from 'prom-client';
import type { EventSource } from '@kequan/contracts';
import type { KitConfig } from './base/config';
import type { Logger } from './base/log';
import type { Seal } from './base/seal';
import type { EventHandler } from './events/consumer';
import type { Relay } from './events/relay';
import type { Creations } from './http/idempotency';
import type { Route } from './http/route';
import type { Processes } from './temporal/process-calls';

/** What a service is given by the process that hosts it. */
export interface ServiceContext {
  config: KitConfig;
  /** For settings of the service's own; read them with readConfig. */
  environment: NodeJS.ProcessEnv;
  /** To the database that the service owns. */
  connection: Connection;
  /** Publishes to the service's topic; pass it to the stores. */
  relay: Relay;
  processes: Processes;
  creations: Creations;
  log: Logger;
  metrics: Registry;
  sealFor: (purpose: string) => Seal;
}

/** A service as the host mounts it. */
export interface Service {
  routes: readonly Route[];
  /** What workflows may ask of it; worked on the service's own task queue. */
  activities?: object;
  /** The topics that it reads, and what it does when an event arrives. */
  consumes?: { sources: readonly EventSource[]; handle: EventHandler };
  /** Starts what runs beside requests and events (a dispatcher). */
  start?(): Promise<void>;
  stop?(): Promise<void>;
  /** The keys of the tokens that it issues; identity alone has them. */
  tokenKeys?: JWTVerifyGetKey;
  /** The public door's own handlers; the gateway alone has them. */
  door?(mounted: readonly Route[]): { before: RequestHandler[]; after: RequestHandler[]; routes: Route[] };
}

export interface ServiceDefinition {
  readonly name: string;
  /** The name under which it publishes events, when it does. */
  readonly publishes?: EventSource;
  /** Whether its worker runs workflows: it is the home of a process. */
  readonly isHome?: boolean;
  create(context: ServiceContext): Service | Promise<Service>;
}
