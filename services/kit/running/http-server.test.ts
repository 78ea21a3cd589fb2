import { Agent, get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { openHttpServer, type HttpServer } from './http-server';

const servers: HttpServer[] = [];
const agent = new Agent({ keepAlive: true });
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop(0)));
});
afterAll(() => agent.destroy());

async function opened(): Promise<HttpServer> {
  const server = await openHttpServer(0);
  servers.push(server);
  return server;
}
async function ask(port: number, path: string): Promise<{ response: IncomingMessage; body: string }> {
  const [response] = (await once(get({ port, path, agent }), 'response')) as [IncomingMessage];
  let body = '';
  for await (const part of response) body += String(part);
  return { response, body };
}

describe('the door of a process', () => {
  it('when the parts are still starting, then it is alive, not ready, and says so in the form of every problem', async () => {
    const { port } = await opened();
    expect((await ask(port, '/livez')).response.statusCode).toBe(200);
    for (const path of ['/readyz', '/v1/anything']) {
      const { response, body } = await ask(port, path);
      expect(response.statusCode).toBe(503);
      expect(response.headers['content-type']).toContain('application/problem+json');
      expect(response.headers['x-content-type-options']).toBe('nosniff');
      expect(JSON.parse(body)).toMatchObject({ code: 'Unavailable' });
    }
  });

  it('when an application serves, then requests are for it', async () => {
    const server = await opened();
    server.serve((_request, response) => void response.end('served'));
    expect((await ask(server.port, '/readyz')).body).toBe('served');
  });

  it('when it is closed, then a request under way is answered, idle connections do not keep it, nobody new comes in', async () => {
    const server = await opened();
    let answer = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      server.serve((request, response) => {
        if (request.url !== '/slow') {
          response.end('quick');
          return;
        }
        answer = () => void response.end('late');
        resolve();
      });
    });
    await ask(server.port, '/quick');
    const slow = ask(server.port, '/slow');
    await begun;
    const startedMs = Date.now();
    const stopped = server.stop(30_000);
    answer();
    const { response, body } = await slow;
    expect(body).toBe('late');
    expect(response.statusCode).toBe(200);
    await stopped;
    expect(Date.now() - startedMs).toBeLessThan(5_000);
    await expect(ask(server.port, '/quick')).rejects.toThrow(/ECONNREFUSED|socket/);
  });

  it('when an answer does not come within the grace, then the door closes all the same', async () => {
    const server = await opened();
    const begun = new Promise<void>((resolve) => server.serve(() => resolve()));
    const cut = expect(ask(server.port, '/never')).rejects.toThrow('socket hang up');
    await begun;
    await server.stop(50);
    await cut;
  });

  it('when the port is taken, then it does not open', async () => {
    const { port } = await opened();
    await expect(openHttpServer(port)).rejects.toThrow('EADDRINUSE');
  });
});
