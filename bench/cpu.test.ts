import { cpuMs } from './cpu';

describe('what processes have computed', () => {
  test('when this process computes for a while, then it grows by about as much', () => {
    const before = cpuMs([process.pid]);
    const startedMs = process.cpuUsage().user / 1_000;
    while (process.cpuUsage().user / 1_000 - startedMs < 200) JSON.stringify(process.env);
    const grownMs = cpuMs([process.pid]) - before;
    expect(grownMs).toBeGreaterThanOrEqual(150);
    expect(grownMs).toBeLessThan(2_000);
  });

  test('when there are two processes, then both are counted', () => {
    expect(cpuMs([process.pid, process.pid])).toBeGreaterThanOrEqual(2 * cpuMs([process.pid]) - 100);
    expect(cpuMs([])).toBe(0);
  });
});
