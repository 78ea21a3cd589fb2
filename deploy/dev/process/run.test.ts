import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProcessIdentity } from './identity';
import { identityOf, isAlive } from './identity';
import { AlreadyRunningError, claimRun, clearDeadRun } from './run';
import { readLiveRun, writeRunFile } from './run-file';

describe('the run of a data folder', () => {
  let dataDir: string;
  let bystander: ReturnType<typeof spawn>;
  let bystanderIdentity: ProcessIdentity;
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);

  beforeEach(() => {
    said.length = 0;
    dataDir = mkdtempSync(join(tmpdir(), 'kequan-run-'));
    bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
    const identity = identityOf(bystander.pid ?? 0);
    if (identity === undefined) {
      throw new Error('the bystander did not start');
    }
    bystanderIdentity = identity;
  });
  afterEach(async () => {
    const gone = new Promise((resolve) => bystander.once('exit', resolve));
    if (bystander.exitCode === null && bystander.signalCode === null) {
      bystander.kill('SIGKILL');
      await gone;
    }
    rmSync(dataDir, { recursive: true, force: true });
  });

  const dead: ProcessIdentity = { pid: 2 ** 22 + 1, startedAt: 'long ago' };

  test('when its owner lives, then a second start is refused with a clear word', async () => {
    writeRunFile(dataDir, { owner: bystanderIdentity, state: 'ready', processes: [] });
    const refusal = claimRun(dataDir, say);
    await expect(refusal).rejects.toThrow(AlreadyRunningError);
    await expect(refusal).rejects.toThrow(`already running here (process ${bystanderIdentity.pid})`);
  });

  test('when its owner was killed, then what it left running is ended and the folder is taken', async () => {
    const leftover = { name: 'kafka', ...bystanderIdentity };
    writeRunFile(dataDir, { owner: dead, state: 'ready', processes: [leftover] });
    const run = await claimRun(dataDir, say);
    expect(isAlive(bystanderIdentity)).toBe(false);
    expect(said.join()).toContain(`kafka (${bystanderIdentity.pid})`);
    expect(readLiveRun(dataDir)?.owner.pid).toBe(process.pid);
    run.release();
    expect(readLiveRun(dataDir)).toBeUndefined();
  });

  test('when dead runs are cleared just as one begins on the same folder, then the new one is whole', async () => {
    writeRunFile(dataDir, { owner: dead, state: 'ready', processes: [] });
    const clear = (): Promise<void> => clearDeadRun(dataDir, say);
    const [, run] = await Promise.all([clear(), claimRun(dataDir, say), clear()]);
    expect(readLiveRun(dataDir)?.owner.pid).toBe(process.pid);
    run.release();
    await clear();
    expect(existsSync(dataDir)).toBe(false);
  });

  test('when a leftover pid belongs to another process by now, then that one is left alone', async () => {
    const reused = { name: 'kafka', pid: bystanderIdentity.pid, startedAt: 'before the last restart' };
    writeRunFile(dataDir, { owner: dead, state: 'ready', processes: [reused] });
    const run = await claimRun(dataDir, say);
    expect(isAlive(bystanderIdentity)).toBe(true);
    expect(said).toEqual([]);
    run.release();
  });

  test('when a process ends, then the run file no longer names it', async () => {
    const run = await claimRun(dataDir, say);
    const logFile = join(dataDir, 'logs', 'short.log');
    const child = await run.start({ name: 'short', command: 'sleep', args: ['1000'], logFile });
    expect(readLiveRun(dataDir)?.processes.map((one) => one.name)).toEqual(['short']);
    await child.stop(5_000);
    expect(readLiveRun(dataDir)?.processes).toEqual([]);
    run.release();
    await expect(run.start({ name: 'late', command: 'sleep', args: ['1'], logFile })).rejects.toThrow(
      'has ended',
    );
  });
});
