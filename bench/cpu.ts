import { readFileSync } from 'node:fs';
import type { Infra } from '@kequan/dev';

/** Linux counts the time of a process in hundredths of a second. */
const TICK_MS = 10;

/**
 * What processes have computed so far, all their threads together, in ms (Linux). Unlike a rate it hardly depends on what
 * else a machine does meanwhile.
 */
export function cpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + cpuMsOf(pid), 0);
}

/** The processes of the infrastructure that the bench has started, beside others. */
export function pidsOf({ parts }: Infra, ...others: number[]): number[] {
  return [...parts.flatMap(({ pid }) => pid ?? []), ...others];
}

function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  // Behind the name, which may hold spaces and brackets: the time in the program is the 12th, that in the system the 13th.
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) * TICK_MS;
}
