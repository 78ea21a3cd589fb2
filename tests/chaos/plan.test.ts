import { planStrikes, VICTIMS } from './plan';

describe('the plan of a chaos run', () => {
  const plan = planStrikes(7, 3, 600);

  test('when the seed is the same, then the plan is', () => {
    expect(planStrikes(7, 3, 600)).toEqual(plan);
    expect(planStrikes(8, 3, 600)).not.toEqual(plan);
  });

  test('when it is made, then each part is killed as often as asked, at steps of their own that leave work to do', () => {
    for (const victim of VICTIMS) expect(plan.filter((strike) => strike.victim === victim)).toHaveLength(3);
    expect(new Set(plan.map(({ step }) => step)).size).toBe(12);
    expect(Math.max(...plan.map(({ step }) => step))).toBeLessThan(510);
  });

  test('when there are fewer steps than kills, then it is said', () => {
    expect(() => planStrikes(7, 10, 31)).toThrow('40 kills do not fit into 31 steps');
  });
});
