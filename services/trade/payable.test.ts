import fc from 'fast-check';
import { failure, programmeOf, type FailureCode } from '@kequan/contracts';
import type { Caller } from '@kequan/kit';
import { mostCoveredFen, requireCoverage, requireLaboratory, requirePurpose } from './payable';
import { dealAt, decided, place } from './testing/deals';
import { dealView } from './views';

const refused = (code: FailureCode): Error => expect.objectContaining({ code }) as Error;

describe('R21: what the law demands is not payable by voucher', () => {
  it.each(['mandatoryTest', 'statutoryTest', 'otherCommercial'] as const)(
    'when an order in Shaanxi is for a %s, then it is refused, and stays to be corrected',
    (purpose) => {
      const test = dealAt('accepted');
      expect(() => place(test, { purpose })).toThrow(refused('PurposeNotPayable'));
      expect(test.deal.status).toBe('accepted');
      expect(place(test, { purpose: 'improvement' }).status).toBe('placed');
    },
  );

  it('when an order does not say what it is for, then it is incomplete', () => {
    expect(() => place(dealAt('accepted'), { purpose: undefined })).toThrow(refused('FormIncomplete'));
  });

  it('when a programme excludes less, then its data alone decide', () => {
    expect(() => requirePurpose('jiangsu', 'otherCommercial')).not.toThrow();
    expect(() => requirePurpose('jiangsu', 'statutoryTest')).toThrow(refused('PurposeNotPayable'));
  });
});

describe('R22: experiments only in the province', () => {
  const experiment = { service: { kind: 'experiment' as const } };

  it('when the laboratory lies elsewhere, or the order does not say where, then it is refused', () => {
    const test = dealAt('accepted', experiment);
    expect(() => place(test)).toThrow(refused('FormIncomplete'));
    expect(() => place(test, { laboratoryProvince: '甘肃省' })).toThrow(refused('ExperimentOutsideProvince'));
    expect(place(test, { laboratoryProvince: '陕西省' }).status).toBe('placed');
  });

  it('when it is a test and no experiment, then nobody asks for a laboratory', () => {
    expect(() => requireLaboratory('shaanxi', 'inspectionTesting', {})).not.toThrow();
  });
});

describe('the coverage ratio', () => {
  it('when a voucher would pay one fen more than its share, then the order is refused', () => {
    const test = dealAt('accepted');
    expect(() => place(test, { totalFen: 6_000_001, voucherFen: 3_000_001 })).toThrow(
      refused('CoverageExceeded'),
    );
    expect(place(test, { totalFen: 6_000_001, voucherFen: 3_000_000 }).status).toBe('placed');
  });

  it('when any total is split, then the voucher pays at most its share, down to the fen', () => {
    const percent = BigInt(programmeOf('shaanxi').voucher.coveragePercent.value);
    fc.assert(
      fc.property(fc.maxSafeNat(), (totalFen) => {
        const most = mostCoveredFen(Number(percent), totalFen);
        expect(BigInt(most) * 100n).toBeLessThanOrEqual(BigInt(totalFen) * percent);
        expect(BigInt(most + 1) * 100n).toBeGreaterThan(BigInt(totalFen) * percent);
        expect(() => requireCoverage(Number(percent), totalFen, most)).not.toThrow();
        expect(() => requireCoverage(Number(percent), totalFen, most + 1)).toThrow(
          failure('CoverageExceeded'),
        );
      }),
    );
  });
});

describe('M16: the rules that an order was placed by', () => {
  it('when the programme pays a smaller share later, then finance judges by the share of then, and new orders by the new one', () => {
    const { coveragePercent } = programmeOf('shaanxi').voucher;
    const test = dealAt('checked');
    const before = coveragePercent.value;
    coveragePercent.value = 10;
    try {
      expect(
        dealView({ accountId: test.deal.accountId, role: 'voucherUser' } as Caller, test.deal),
      ).toMatchObject({
        order: { placed: { coveragePercent: before } },
        claim: { submitted: { mostPayableFen: 3_000_000 } },
      });
      expect(test.take(decided('finance'))).toMatchObject({ status: 'payable', approvedFen: 3_000_000 });
      expect(() => place(dealAt('accepted'))).toThrow(refused('CoverageExceeded'));
    } finally {
      coveragePercent.value = before;
    }
  });
});
