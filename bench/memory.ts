import type { Infra } from '@kequan/dev';
import { startBenchHost } from './host-child';
import { residentMb } from './resident';

export interface Resident {
  process: string;
  megabytes: number;
}

/** The resident memory of each process: the infrastructure's, and a host with all services, ready and idle. */
export async function residentMemory(infra: Infra): Promise<Resident[]> {
  const host = await startBenchHost(infra.endpoints, 'benchhost');
  try {
    const pids = [
      ...infra.parts.flatMap(({ name, pid }) => (pid === undefined ? [] : [{ process: name, pid }])),
      { process: 'host, all services', pid: host.pid },
    ];
    return await Promise.all(
      pids.map(async ({ process, pid }) => ({ process, megabytes: Math.round(await residentMb(pid)) })),
    );
  } finally {
    await host.stop();
  }
}
