import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bounded, HOME_STEP, PATIENT_STEP } from './policies';

const WORKFLOWS = join(__dirname, '..');
const sources = readdirSync(WORKFLOWS, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /^[a-z]+\/[^/]+\.ts$/.test(file) && !/^(dist|tests)\/|\.test\.ts$/.test(file),
);

describe('the policies of activities', () => {
  test.each([{}, { startToCloseTimeout: 1_000 }, { scheduleToCloseTimeout: 1_000 }])(
    'when %j lacks a bound, then it is refused',
    (options) => {
      expect(() => bounded(options)).toThrow(TypeError);
    },
  );

  test('when a policy is used, then it bounds each attempt and all together', () => {
    for (const policy of [HOME_STEP, PATIENT_STEP]) {
      expect(policy.startToCloseTimeout).toBeGreaterThan(0);
      expect(policy.scheduleToCloseTimeout).toBeGreaterThan(policy.startToCloseTimeout);
    }
  });

  test('when a file proxies activities, then it is kit/policies.ts, and with a bounded policy', () => {
    const proxies = sources.flatMap((file) =>
      [
        ...readFileSync(join(WORKFLOWS, file), 'utf8').matchAll(/proxy(?:Local)?Activities<\w+>\(([^)]*)/g),
      ].map(([, options = '']) => ({ file, options })),
    );
    expect(proxies.length).toBeGreaterThanOrEqual(3);
    expect(new Set(proxies.map(({ file }) => file))).toEqual(new Set(['kit/policies.ts']));
    for (const { options } of proxies)
      expect(options).toMatch(/^(\{ \.\.\.PATIENT_STEP,|PATIENT_STEP|HOME_STEP)/);
  });
});
