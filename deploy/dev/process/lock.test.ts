import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock';

describe('a lock file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kequan-lock-'));
    file = join(folder, 'work.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('when several want it, then only one at a time works and the others wait', async () => {
    let working = 0;
    let most = 0;
    let waited = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, (working += 1));
      await new Promise((resolve) => setImmediate(resolve));
      working -= 1;
    };
    await Promise.all([1, 2, 3].map(() => withLock(file, work, () => (waited += 1))));
    expect(most).toBe(1);
    expect(waited).toBe(2);
    expect(existsSync(file)).toBe(false);
  });

  test('when its holder has died, then it is taken over', async () => {
    writeFileSync(file, JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 'long ago' }));
    expect(await withLock(file, () => Promise.resolve('done'))).toBe('done');
  });

  test('when the work fails, then the lock is given back and the error is told', async () => {
    await expect(withLock(file, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
    expect(existsSync(file)).toBe(false);
  });
});
