import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InfraEndpoints } from '../infra-types';
import type { ProcessIdentity } from './identity';
import { isAlive } from './identity';

/** A process that a run has started. */
export interface RunProcess extends ProcessIdentity {
  name: string;
}

/** What stands in `<dataDir>/run.json` while something runs on that folder. */
export interface RunFile {
  /** Who started it and will end it. */
  owner: ProcessIdentity;
  /** `starting` until everything answers. */
  state: 'starting' | 'ready';
  processes: RunProcess[];
  endpoints?: InfraEndpoints;
  /** The public door of the system, when the services run too. */
  gatewayUrl?: string;
}

/** The path of the run file of a data folder. */
function runFilePath(dataDir: string): string {
  return join(dataDir, 'run.json');
}

/** The run file of a data folder, whoever wrote it; undefined when there is none. */
export function readRunFile(dataDir: string): RunFile | undefined {
  const file = runFilePath(dataDir);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunFile) : undefined;
}

/** What runs on a data folder now: the run file, if the process that owns it lives. */
export function readLiveRun(dataDir: string): RunFile | undefined {
  const run = readRunFile(dataDir);
  return run !== undefined && isAlive(run.owner) ? run : undefined;
}

/** Writes the run file whole: a reader never sees half of it. */
export function writeRunFile(dataDir: string, run: RunFile): void {
  mkdirSync(dataDir, { recursive: true });
  const file = runFilePath(dataDir);
  const next = `${file}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify(run, null, 2)}\n`);
  renameSync(next, file);
}

/** Removes the run file. */
export function removeRunFile(dataDir: string): void {
  rmSync(runFilePath(dataDir), { force: true });
}
