import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bounded, HOME_STEP, PATIENT_STEP } from './policies';

const sources = readdirSync(__dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));

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

  test('when a file proxies activities, then it is policies.ts, and with a bounded policy', () => {
    const proxies = sources.flatMap((file) =>
      [
        ...readFileSync(join(__dirname, file), 'utf8').matchAll(/proxy(?:Local)?Activities<\w+>\(([^)]*)/g),
      ].map(([, options = '']) => ({ file, options })),
    );
    expect(proxies.length).toBeGreaterThanOrEqual(3);
    expect(new Set(proxies.map(({ file }) => file))).toEqual(new Set(['policies.ts']));
    for (const { options } of proxies)
      expect(options).toMatch(/^(\{ \.\.\.PATIENT_STEP,|PATIENT_STEP|HOME_STEP)/);
  });
});
