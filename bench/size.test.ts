import { sizeOf } from './size';

describe('the size of a bench run', () => {
  test('when none is named, then all is done', () => {
    const { names, share, sized } = sizeOf(['open', 'answers']);
    expect(names).toEqual(['open', 'answers']);
    expect([share, sized(2_000)]).toEqual([1, 2_000]);
  });

  test('when a share is named, then so much is done, and no less than is needed', () => {
    const { names, sized } = sizeOf(['open', '--size=0.1']);
    expect(names).toEqual(['open']);
    expect(sized(2_000)).toBe(200);
    expect(sized(30, 10)).toBe(10);
  });

  test.each(['0', '-1', '2', 'half'])('when the size is %s, then it is refused', (size) => {
    expect(() => sizeOf([`--size=${size}`])).toThrow(RangeError);
  });
});
