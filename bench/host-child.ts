import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { hostEnvironment, type InfraEndpoints } from '@kequan/dev';

/** A host with all services, ready, in a process of its own. */
export interface BenchHost {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

const NOT_LIMITED = '100000000';

/** Starts it on the running infrastructure. @throws Error when it ends before it listens */
export async function startBenchHost(endpoints: InfraEndpoints, instance: string): Promise<BenchHost> {
  const settings = { PORT: '0', KEQUAN_INSTANCE: instance, RATE_LIMIT_PER_MINUTE: NOT_LIMITED };
  const child = spawn(process.execPath, [require.resolve('@kequan/host/main'), '--target=all'], {
    env: { ...process.env, ...hostEnvironment(endpoints), LOG_LEVEL: 'info', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const listening = new Promise<number>((resolve) => {
    // Read to the end: a full pipe would stop it.
    lines.on('line', (line) => {
      if (line.includes('"listening"')) resolve((JSON.parse(line) as { port: number }).port);
    });
  });
  const port = await Promise.race([listening, exited.then(() => undefined)]);
  if (port === undefined || child.pid === undefined) throw new Error('the host ended before it listened');
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
