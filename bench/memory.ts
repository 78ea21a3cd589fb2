import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { hostEnvironment, type Infra } from '@kequan/dev';

export interface Resident {
  process: string;
  megabytes: number;
}

/** The resident memory of each process: the infrastructure's, and a host with all services, ready and idle. */
export async function residentMemory(infra: Infra): Promise<Resident[]> {
  const host = spawn(process.execPath, [require.resolve('@kequan/host/main'), '--target=all'], {
    env: { ...process.env, ...hostEnvironment(infra.endpoints), PORT: '0', KEQUAN_INSTANCE: 'benchhost' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const line of createInterface({ input: host.stdout })) {
      if (line.includes('"listening"')) break;
    }
    const pids = [
      ...infra.parts.flatMap(({ name, pid }) => (pid === undefined ? [] : [{ process: name, pid }])),
      ...(host.pid === undefined ? [] : [{ process: 'host, all services', pid: host.pid }]),
    ];
    return await Promise.all(
      pids.map(async ({ process, pid }) => ({ process, megabytes: await residentOf(pid) })),
    );
  } finally {
    host.kill('SIGTERM');
    await once(host, 'exit');
  }
}

async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
