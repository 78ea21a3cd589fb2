import { join } from 'node:path';
import { startChild, type TestChild } from '../testing/child';

const CHILD = join(__dirname, '..', 'testing', 'children', 'loaded-telemetry.ts');

async function loadedIn(child: TestChild): Promise<string[]> {
  const loaded = (await child.next()) as string[];
  await child.kill();
  return loaded;
}

describe('tracing', () => {
  it('when there is no endpoint, then a whole process serves without any of it loaded', async () => {
    expect(await loadedIn(startChild(CHILD))).toEqual([]);
  });

  it('when there is one, then it is loaded (so the test above can fail)', async () => {
    const loaded = await loadedIn(startChild(CHILD, ['http://127.0.0.1:1']));
    for (const name of ['sdk-node', 'instrumentation-mongodb', 'interceptors-opentelemetry-v2'])
      expect(loaded.some((path) => path.includes(name))).toBe(true);
  });
});
