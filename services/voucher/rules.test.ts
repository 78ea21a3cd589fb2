import { expiryOf, requireWithinApplicationCap, requireWithinYearCap, yearOf } from './rules';

const capExceeded = expect.objectContaining({ code: 'CapExceeded' }) as Error;

describe('the caps (R18)', () => {
  it('when one application asks for one fen more than its cap, then it is refused, whatever the year has left', () => {
    expect(() => requireWithinApplicationCap('shaanxi', 20_000_000)).not.toThrow();
    expect(() => requireWithinApplicationCap('shaanxi', 20_000_001)).toThrow(capExceeded);
  });

  it('when a year would have one fen more than its cap, then it is refused', () => {
    expect(() => requireWithinYearCap('shaanxi', 15_000_000, 5_000_000)).not.toThrow();
    expect(() => requireWithinYearCap('shaanxi', 15_000_000, 5_000_001)).toThrow(capExceeded);
  });
});

describe('years and days', () => {
  it('when it is New Year in China and still December elsewhere, then the year is the new one', () => {
    expect(yearOf(new Date('2026-12-31T15:59:59Z'))).toBe(2026);
    expect(yearOf(new Date('2026-12-31T16:00:00Z'))).toBe(2027);
  });

  it('when a voucher is issued at noon for a year, then it holds to the end of that day a year later', () => {
    const expiresAt = expiryOf(new Date('2026-11-22T04:00:00Z'), 365);
    expect(expiresAt.toISOString()).toBe('2027-11-22T16:00:00.000Z');
  });
});
