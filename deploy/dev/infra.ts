import type { Infra, InfraEndpoints, InfraOptions, InfraPart, PartName, Say } from './infra-types';
import { bank } from './parts/bank';
import type { PartDefinition } from './parts/part';
import { instruments } from './parts/instruments';
import { kafka } from './parts/kafka';
import { mongodb } from './parts/mongodb';
import type { RunningPart } from './parts/running-part';
import { partFromEnvironment, startPart } from './parts/running-part';
import { sms } from './parts/sms';
import { temporal } from './parts/temporal';
import { choosePorts } from './ports';
import { keepAlive } from './process/keep-alive';
import type { Run } from './process/run';

const DEFINITIONS: Record<PartName, PartDefinition> = { temporal, kafka, mongodb, sms, instruments, bank };
const ENDING_SIGNALS: readonly NodeJS.Signals[] = ['SIGKILL', 'SIGTERM', 'SIGINT'];
const ALL_PARTS = Object.keys(DEFINITIONS) as PartName[];

/** What parts are started with for a run that is claimed already. */
interface StartOptions extends Omit<InfraOptions, 'dataDir'> {
  /** Start a part again when it dies without being told to. */
  keepAlive?: boolean;
}

/**
 * Brings the parts up side by side for a run that is claimed already; when one fails the others are ended.
 * @throws Error that names every part that failed and why
 */
export async function startParts(run: Run, options: StartOptions): Promise<Infra> {
  const say: Say = options.say ?? (() => undefined);
  const wanted = (options.parts ?? ALL_PARTS).map((name) => DEFINITIONS[name]);
  const given = (one: PartDefinition): string | undefined =>
    options.embeddedOnly === true ? undefined : endpointFromEnvironment(one);
  const ports = await choosePorts(
    run.dataDir,
    wanted.filter((one) => given(one) === undefined).flatMap((one) => one.ports),
  );
  const settled = await Promise.allSettled(
    wanted.map((definition) => bringUp(run, definition, given(definition), ports, say)),
  );
  const parts = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failures = settled.flatMap((one) => (one.status === 'rejected' ? [messageOf(one.reason)] : []));
  if (failures.length > 0) {
    await stopAll(parts);
    throw new Error(failures.join('\n'));
  }
  const ending = new AbortController();
  const supervised = options.keepAlive === true ? parts : [];
  const supervision = supervised.map((part) => superviseUntil(ending.signal, part, say));
  const infra = infraOf(parts, async () => {
    ending.abort();
    await stopAll(parts);
    await Promise.all(supervision);
    // One may have been about to start again.
    await stopAll(parts);
  });
  run.announce({ endpoints: infra.endpoints });
  return infra;
}

async function bringUp(
  run: Run,
  definition: PartDefinition,
  address: string | undefined,
  ports: Record<string, number>,
  say: Say,
): Promise<RunningPart> {
  const startedAtMs = Date.now();
  const part =
    address === undefined
      ? await startPart(run, definition, ports, say)
      : await partFromEnvironment(definition, address);
  const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
  say(`${definition.title}: ready at ${part.address} (${part.source}, ${seconds} s)`);
  return part;
}

async function stopAll(parts: RunningPart[]): Promise<void> {
  await Promise.all(parts.map((part) => part.stop()));
}

async function superviseUntil(ending: AbortSignal, part: RunningPart, say: Say): Promise<void> {
  const { child } = part;
  if (child !== undefined) {
    const kept = {
      title: part.definition.title,
      child: () => part.child ?? child,
      startAgain: () => part.start(),
    };
    await keepAlive(kept, say, ending);
  }
}

function infraOf(parts: RunningPart[], stop: () => Promise<void>): Infra {
  const find = (name: PartName): RunningPart => {
    const part = parts.find((one) => one.definition.name === name);
    if (part === undefined) {
      throw new Error(`${name} was not started`);
    }
    return part;
  };
  return {
    endpoints: endpointsOf(parts),
    get parts() {
      return parts.map(describe);
    },
    async kill(name, signal) {
      const child = find(name).child;
      if (child === undefined) {
        throw new Error(`${name} comes from the environment: it is not ours to end`);
      }
      child.signal(signal);
      if (ENDING_SIGNALS.includes(signal)) {
        await child.exited;
      }
    },
    async restart(name) {
      const part = find(name);
      await part.stop();
      await part.start();
    },
    stop,
  };
}

function describe(part: RunningPart): InfraPart {
  const base = { name: part.definition.name, source: part.source, address: part.address };
  return part.child === undefined ? base : { ...base, pid: part.child.identity.pid };
}

function endpointsOf(parts: RunningPart[]): InfraEndpoints {
  const address = (name: PartName): string =>
    parts.find((one) => one.definition.name === name)?.address ?? '';
  const uiPort = parts.find((one) => one.definition.name === 'temporal')?.ports.temporalUi;
  return {
    temporalAddress: address('temporal'),
    temporalUiUrl: uiPort === undefined ? process.env.TEMPORAL_UI_URL : `http://127.0.0.1:${uiPort}`,
    mongodbUrl: address('mongodb'),
    kafkaBrokers: address('kafka'),
    smsUrl: address('sms'),
    instrumentSystemUrl: address('instruments'),
    bankUrl: address('bank'),
  };
}

function endpointFromEnvironment(definition: PartDefinition): string | undefined {
  const value = process.env[definition.environmentVariable];
  return value === undefined || value === '' ? undefined : value;
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
