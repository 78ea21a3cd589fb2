import { submitStage } from '@kequan/contracts';
import { createClient, untilDone } from '../client';
import { loadJourney } from '../journey/load';
import { play } from '../journey/player';
import { beginRun } from '../journey/run';
import type { Journey } from '../journey/script';
import { createWitness } from '../journey/witness';
import { startCollector, type Collector } from '../trace/collector';
import type { Span } from '../trace/spans';
import { watchEvents } from '../watch/event-watch';
import { buildHost } from './support/build';
import { freePort } from './support/free-port';
import { hostChild, type HostChild } from './support/host-child';
import { givenByTheRun, newSettings } from './support/settings';

const SPANS_WITHIN_MS = 30_000;
const SERVER = 2;
const CONSUMER = 5;

/** What one trace of a submission must hold: each layer that the request passes. */
const LAYERS: Readonly<Record<string, (span: Span) => boolean>> = {
  'HTTP request': ({ kind, scope, parentSpanId }) =>
    kind === SERVER && scope.includes('instrumentation-http') && parentSpanId === '',
  'Update sent': ({ name }) => name === `UpdateWithStartWorkflow:${submitStage.name}`,
  workflow: ({ name }) => name === `HandleUpdate:${submitStage.name}`,
  'local activity': ({ name }) => name === 'RunActivity:recordStageSubmission',
  'activity of another service': ({ name }) => name === 'RunActivity:openTask',
  store: ({ scope }) => scope.includes('instrumentation-mongoose'),
  consumer: isReader,
};

describe('one trace from the request to the reader of its event', () => {
  const settings = newSettings();
  let collector: Collector;
  let host: HostChild;

  beforeAll(async () => {
    collector = await startCollector();
    const environment = {
      ...settings.environment,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_BSP_SCHEDULE_DELAY: '200',
    };
    host = hostChild(await buildHost(), environment, await freePort());
    host.start();
    await host.ready();
  }, 180_000);
  afterAll(async () => {
    await host.stop();
    await collector.stop();
  }, 60_000);

  test('when a stage is submitted, then one trace holds HTTP, Update, workflow, activities, store and consumer', async () => {
    const watch = await watchEvents(givenByTheRun('KAFKA_BROKERS'), settings.instance);
    try {
      const journey = upToFirst('submitStage', loadJourney('js-inspection-testing'));
      await play(beginRun(journey, createClient({ baseUrl: host.url }), settings.staffPassword), {
        witness: createWitness(watch, givenByTheRun('SMS_URL')),
      });

      const missing = await untilDone<string[]>('all layers in the trace', SPANS_WITHIN_MS, async () => {
        const left = missingLayers(collector.spans());
        return left.length === 0 ? { done: true, value: left } : { done: false, reason: left.join(', ') };
      });
      expect(missing).toEqual([]);
      expect(toldTwice(collector.spans())).toEqual([]);
    } finally {
      await watch.stop();
    }
  }, 120_000);
});

/** Spans of the driver beneath one of mongoose: the same call of the store, told twice. */
function toldTwice(spans: readonly Span[]): Span[] {
  const byMongoose = new Set(
    spans.filter(({ scope }) => scope.includes('instrumentation-mongoose')).map(({ spanId }) => spanId),
  );
  return spans.filter(
    ({ scope, parentSpanId }) => scope.includes('instrumentation-mongodb') && byMongoose.has(parentSpanId),
  );
}

/** A journey that ends with the first step of a kind that succeeds. */
function upToFirst(does: string, journey: Journey): Journey {
  const last = journey.steps.findIndex((step) => step.does === does && !step.expect.refused);
  return { ...journey, steps: journey.steps.slice(0, last + 1) };
}

/** Whether a span is a reader's of the event that tells of the submission. */
function isReader({ kind, name }: Span): boolean {
  return kind === CONSUMER && name === 'consume kequan.institution.stage-submitted.v1';
}

/** The layers that are not in the one trace in which the event of the submission was read. */
function missingLayers(spans: readonly Span[]): string[] {
  const traceIds = new Set(spans.filter(isReader).map(({ traceId }) => traceId));
  if (traceIds.size !== 1) return [`${traceIds.size} traces with a reader of the event`];
  const trace = spans.filter(({ traceId }) => traceIds.has(traceId));
  return Object.entries(LAYERS)
    .filter(([, isLayer]) => !trace.some(isLayer))
    .map(([layer]) => layer);
}
