import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { defaultDataDir } from '@kequan/dev';
import { runChaos } from '../chaos/chaos';
import { VICTIMS } from '../chaos/plan';
import { buildHost } from './support/build';
import { killSeed } from './support/kill-seed';

/** When it is given up; alone on two cores it takes two. */
const MINUTES = 5;
const WHOLE_TEST_MS = 480_000;

describe('journeys while everything around them is killed', () => {
  const seed = killSeed();
  // Named as the folders of test runs are, so that the next run removes what a killed one has left.
  const dataDir = join(defaultDataDir(), `test-${Date.now()}`);

  beforeAll(() => buildHost(), 180_000);
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  test(
    `when services, Temporal, Kafka and the store are each killed once (KILL_SEED=${seed}), then every journey ends as it must`,
    async () => {
      const said: string[] = [];
      const report = await runChaos(
        { journeys: 4, kills: 1, seed, minutes: MINUTES, only: undefined },
        { dataDir, say: (line) => void said.push(line) },
      );

      expect({ seed, differences: report.differences }).toEqual({ seed, differences: [] });
      expect(report.struck.map(({ victim }) => victim).sort()).toEqual([...VICTIMS].sort());
      expect(report.findings.events).toBeGreaterThan(0);
      expect(report.findings.timelineEntries).toBe(report.findings.events);
      expect(report.findings.audit).toContain('0 differences');
    },
    WHOLE_TEST_MS,
  );
});
