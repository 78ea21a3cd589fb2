import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { awaitCondition } from '../await-condition';
import type { InfraPart, Say } from '../infra-types';
import { logFileOf } from '../paths';
import type { Child } from '../process/child';
import { logTail } from '../process/log-tail';
import type { Run } from '../process/run';
import type { PartContext, PartDefinition } from './part';

const STOP_GRACE_MS = 10_000;
const ENVIRONMENT_READY_WITHIN_MS = 15_000;

/** A part that answers; `child` is absent when it runs elsewhere. */
export interface RunningPart {
  definition: PartDefinition;
  source: InfraPart['source'];
  address: string;
  ports: Record<string, number>;
  child: Child | undefined;
  /** Ends the process if it runs. */
  stop(): Promise<void>;
  /** Starts the process again, on the same port with the same data. */
  start(): Promise<void>;
}

/** Uses the part that the environment names; resolves when it answers. */
export async function partFromEnvironment(definition: PartDefinition, address: string): Promise<RunningPart> {
  await awaitAnswer(definition, address, ENVIRONMENT_READY_WITHIN_MS, undefined);
  const refuse = (): Promise<void> =>
    Promise.reject(
      new Error(`${definition.title} comes from ${definition.environmentVariable}: it is not ours to start`),
    );
  return {
    definition,
    source: 'environment',
    address,
    ports: {},
    child: undefined,
    stop: () => Promise.resolve(),
    start: refuse,
  };
}

/** Finds the part's program, starts it and resolves when it answers. */
export async function startPart(
  run: Run,
  definition: PartDefinition,
  ports: Record<string, number>,
  say: Say,
): Promise<RunningPart> {
  const { home, source } = await definition.find(say);
  const context: PartContext<string> = {
    home,
    dataDir: join(run.dataDir, definition.name),
    ports,
    logFile: logFileOf(run.dataDir, definition.name),
  };
  mkdirSync(context.dataDir, { recursive: true });
  const part: RunningPart = {
    definition,
    source,
    address: definition.address(ports),
    ports,
    child: undefined,
    stop: async () => part.child?.stop(STOP_GRACE_MS),
    start: async () => {
      await definition.prepare(context);
      const command = definition.command(context);
      part.child = await run.start({ name: definition.name, logFile: context.logFile, ...command });
      await awaitAnswer(definition, part.address, definition.readyWithinMs, part.child);
    },
  };
  await part.start();
  return part;
}

async function awaitAnswer(
  definition: PartDefinition,
  address: string,
  deadlineMs: number,
  child: Child | undefined,
): Promise<void> {
  const what = `an answer of ${definition.title} at ${address}`;
  await awaitCondition({ what, deadlineMs }, async () => {
    if (child?.hasExited() !== true) {
      await definition.probe(address);
    }
    return true;
  });
  if (child?.hasExited() === true) {
    const { code, signal } = await child.exited;
    throw new Error(
      `${definition.title} ended while starting (${signal ?? `exit code ${code}`}); the end of ${child.logFile}:\n` +
        logTail(child.logFile),
    );
  }
}
