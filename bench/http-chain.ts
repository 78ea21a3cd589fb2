import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { compare, type Comparison } from './measure';

interface Servers {
  barePort: number;
  oursPort: number;
  authorization: string;
}

const SECONDS = 3;
const ROUNDS = 5;

/** The kit's full chain (headers, request id, token, policy, input checked, metrics) against the same bare Express route. */
export async function benchHttpChain(): Promise<Comparison[]> {
  const child = fork(join(__dirname, 'http-servers.js'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  try {
    const [servers] = (await once(child, 'message')) as [Servers];
    const comparisons: Comparison[] = [];
    for (const method of ['GET', 'POST'] as const) {
      comparisons.push(
        await compare(
          { name: `${method} through the full chain`, control: 'bare Express route', aim: 0.8 },
          ROUNDS,
          () => shoot(servers.oursPort, method, servers.authorization),
          () => shoot(servers.barePort, method, servers.authorization),
        ),
      );
    }
    return comparisons;
  } finally {
    child.kill();
  }
}

async function shoot(port: number, method: 'GET' | 'POST', authorization: string): Promise<number> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/things/abc`,
    connections: 20,
    duration: SECONDS,
    method,
    headers: { authorization, 'content-type': 'application/json', 'idempotency-key': 'bench-1' },
    ...(method === 'POST' ? { body: JSON.stringify({ name: '样品', amountFen: 500 }) } : {}),
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
  return result.requests.average;
}
