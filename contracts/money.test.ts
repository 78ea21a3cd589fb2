import { fc, test as property } from '@fast-check/jest';
import { splitFen } from './money';

const weights = fc
  .array(fc.nat(10_000), { minLength: 1, maxLength: 20 })
  .filter((list) => list.some((weight) => weight > 0));

describe('splitting money', () => {
  test('when a hundred fen are split in three, then the first gets the fen that is left', () => {
    expect(splitFen(100, [1, 1, 1])).toEqual([34, 33, 33]);
  });

  test('when a weight is zero, then its part is zero', () => {
    expect(splitFen(7, [0, 1])).toEqual([0, 7]);
  });

  test.each([[-1], [0.5], [Number.MAX_SAFE_INTEGER + 1]])(
    'when the amount is %d, then it is refused',
    (amount) => {
      expect(() => splitFen(amount, [1])).toThrow(RangeError);
    },
  );

  test('when no weight is above zero, then it is refused', () => {
    expect(() => splitFen(1, [0, 0])).toThrow(RangeError);
  });

  property.prop([fc.maxSafeNat(), weights])(
    'when money is split, then nothing is lost and no part is off by a fen',
    (amount, list) => {
      const parts = splitFen(amount, list);
      const total = list.reduce((sum, weight) => sum + BigInt(weight), 0n);
      expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(amount));
      parts.forEach((part, index) => {
        const exact = (BigInt(amount) * BigInt(list[index] ?? 0)) / total;
        expect([exact, exact + 1n]).toContain(BigInt(part));
      });
    },
  );
});
