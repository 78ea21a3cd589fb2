import { chooseMoments } from './kills';

describe('the moments of a killer', () => {
  test('when the seed is the same, then the moments are; each step has one at most', () => {
    const moments = chooseMoments(7, 10, 31);

    expect(chooseMoments(7, 10, 31)).toEqual(moments);
    expect(chooseMoments(8, 10, 31)).not.toEqual(moments);
    expect(new Set(moments.map(({ step }) => step)).size).toBe(10);
    expect(Math.max(...moments.map(({ step }) => step))).toBeLessThan(31);
  });
});
