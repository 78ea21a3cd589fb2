import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choosePorts } from './ports';

describe('the ports of a data folder', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'kequan-ports-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  test('when they are still free at the next start, then they stay the same', async () => {
    const first = await choosePorts(dataDir, ['one', 'two']);
    expect(first.one).not.toBe(first.two);
    expect(await choosePorts(dataDir, ['one', 'two'])).toEqual(first);
  });

  test('when somebody else has taken one meanwhile, then only that one changes', async () => {
    const first = await choosePorts(dataDir, ['one', 'two']);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(first.one, '127.0.0.1', resolve));
    const second = await choosePorts(dataDir, ['one', 'two']);
    other.close();
    expect(second.one).not.toBe(first.one);
    expect(second.two).toBe(first.two);
  });
});
