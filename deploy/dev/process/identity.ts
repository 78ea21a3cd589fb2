import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { errorCode } from '../error-code';

/** A process that cannot be taken for another one that got the same pid later. */
export interface ProcessIdentity {
  pid: number;
  /** Opaque: when the process started, as the operating system tells it. */
  startedAt: string;
}

/** The identity of a living process; undefined when there is none with this pid. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const startedAt = platform() === 'linux' ? startFromProc(pid) : startFromPs(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** Whether exactly this process still lives (a zombie does not). */
export function isAlive(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.startedAt === identity.startedAt;
}

/** The identity of this process. */
export function ownIdentity(): ProcessIdentity {
  const identity = identityOf(process.pid);
  if (identity === undefined) {
    throw new Error('the operating system does not tell when this process started');
  }
  return identity;
}

function startFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name in brackets and may hold anything; state and start time follow it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return hasEnded(pid, fields[0]) ? undefined : `${bootId}/${fields[19]}`;
  } catch (error) {
    throwUnlessAbsent(error);
    return undefined;
  }
}

/** A zombie whose other threads are still on their way out holds its ports. */
function hasEnded(pid: number, state: string | undefined): boolean {
  return state === 'X' || (state === 'Z' && readdirSync(`/proc/${pid}/task`).length <= 1);
}

function startFromPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'status' in error && error.status === 1) {
      return undefined;
    }
    throw error;
  }
}

function throwUnlessAbsent(error: unknown): void {
  const code = errorCode(error);
  if (code !== 'ENOENT' && code !== 'ESRCH') {
    throw error;
  }
}
