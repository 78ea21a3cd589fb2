import { fc, test as property } from '@fast-check/jest';
import { Industry, isSme, type FirmSize } from '.';
import standards from './standards.json';

const WAN_YUAN_FEN = 1_000_000;

/** The limits as the standard prints them (section 4): employees; revenue and assets in 万元. */
const PRINTED: Record<Industry, { employees?: number; revenue?: number; assets?: number }> = {
  agriculture: { revenue: 20_000 },
  manufacturing: { employees: 1_000, revenue: 40_000 },
  construction: { revenue: 80_000, assets: 80_000 },
  wholesale: { employees: 200, revenue: 40_000 },
  retail: { employees: 300, revenue: 20_000 },
  transport: { employees: 1_000, revenue: 30_000 },
  warehousing: { employees: 200, revenue: 30_000 },
  postal: { employees: 1_000, revenue: 30_000 },
  hospitality: { employees: 300, revenue: 10_000 },
  catering: { employees: 300, revenue: 10_000 },
  telecom: { employees: 2_000, revenue: 100_000 },
  software: { employees: 300, revenue: 10_000 },
  realEstate: { revenue: 200_000, assets: 10_000 },
  propertyManagement: { employees: 1_000, revenue: 5_000 },
  leasing: { employees: 300, assets: 120_000 },
  other: { employees: 300 },
};
const LARGE = { employees: 10_000_000, revenueFen: 9e15, assetsFen: 9e15 };
const AT_LIMIT = (industry: Industry): FirmSize => {
  const { employees, revenue, assets } = PRINTED[industry];
  return {
    industry,
    employees: employees ?? 0,
    revenueFen: (revenue ?? 0) * WAN_YUAN_FEN,
    assetsFen: (assets ?? 0) * WAN_YUAN_FEN,
  };
};

test('when an industry may be chosen, then the standard has its limits, and no other has', () => {
  expect(Object.keys(standards.industries).sort()).toEqual([...Industry.options].sort());
});

describe.each(Industry.options)('a firm of %s (R14)', (industry) => {
  test('when it reaches every limit of its industry, then it is large', () => {
    expect(isSme(AT_LIMIT(industry))).toBe(false);
  });

  test('when it is just below one of them, then it is not', () => {
    const limit = AT_LIMIT(industry);
    const printed = PRINTED[industry];
    const just = [
      ...(printed.employees === undefined ? [] : [{ ...limit, employees: limit.employees - 1 }]),
      ...(printed.revenue === undefined ? [] : [{ ...limit, revenueFen: limit.revenueFen - 1 }]),
      ...(printed.assets === undefined ? [] : [{ ...limit, assetsFen: limit.assetsFen - 1 }]),
    ];
    expect(just.length).toBeGreaterThan(0);
    for (const size of just) expect(isSme(size)).toBe(true);
  });

  test('when a figure that its industry does not look at is small, then that does not help', () => {
    const printed = PRINTED[industry];
    const small = {
      ...LARGE,
      ...(printed.employees === undefined && { employees: 0 }),
      ...(printed.revenue === undefined && { revenueFen: 0 }),
      ...(printed.assets === undefined && { assetsFen: 0 }),
    };
    expect(isSme({ industry, ...small })).toBe(false);
  });
});

const figures = {
  employees: fc.nat(10_000_000),
  revenueFen: fc.nat(2_000_000_000_000),
  assetsFen: fc.nat(2_000_000_000_000),
};
property.prop([
  fc.constantFrom(...Industry.options),
  fc.record(figures),
  fc.record({ employees: fc.nat(1_000), revenueFen: fc.nat(10 ** 9), assetsFen: fc.nat(10 ** 9) }),
])(
  'when a small firm shrinks, then it stays small; when a large one grows, then it stays large',
  (industry, size, by) => {
    const shrunk = {
      employees: Math.max(0, size.employees - by.employees),
      revenueFen: Math.max(0, size.revenueFen - by.revenueFen),
      assetsFen: Math.max(0, size.assetsFen - by.assetsFen),
    };
    if (isSme({ industry, ...size })) expect(isSme({ industry, ...shrunk })).toBe(true);
    if (!isSme({ industry, ...shrunk })) expect(isSme({ industry, ...size })).toBe(false);
  },
);
