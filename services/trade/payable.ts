import {
  failure,
  programmeOf,
  type Fen,
  type OrderForm,
  type OrderPurpose,
  type ServiceKind,
} from '@kequan/contracts';
import type { Deal } from './model';

/** The programme's share of today, in per cent: an order keeps the one with which it is placed (M16). */
export function coveragePercentOf(programmeId: string): number {
  return programmeOf(programmeId).voucher.coveragePercent.value;
}

/** The share with which an order was placed, in per cent. @throws `DealStepNotOpen` when there is none */
export function placedCoverage({ order: { placed } }: Pick<Deal, 'order'>): number {
  if (!placed) throw failure('DealStepNotOpen');
  return placed.coveragePercent;
}

/** The most that a voucher pays of a total: its share, down to the fen. */
export function mostCoveredFen(coveragePercent: number, totalFen: Fen): Fen {
  return Number((BigInt(totalFen) * BigInt(coveragePercent)) / 100n);
}

/** A voucher pays no more than its share; the firm pays the rest itself. @throws `CoverageExceeded` */
export function requireCoverage(coveragePercent: number, totalFen: Fen, voucherFen: Fen): void {
  if (voucherFen > mostCoveredFen(coveragePercent, totalFen))
    throw failure('CoverageExceeded', { percent: coveragePercent });
}

/** What the law demands anyway, and other commerce, is not what vouchers are for (R21). @throws `PurposeNotPayable` */
export function requirePurpose(programmeId: string, purpose: OrderPurpose): void {
  const excluded: readonly string[] = programmeOf(programmeId).excluded;
  if (excluded.includes(purpose)) throw failure('PurposeNotPayable');
}

/**
 * An experiment is done in a laboratory of the province, where the programme asks for that (R22).
 * @throws `FormIncomplete` when the order does not say where, `ExperimentOutsideProvince`
 */
export function requireLaboratory(
  programmeId: string,
  kind: ServiceKind,
  { laboratoryProvince }: Pick<OrderForm, 'laboratoryProvince'>,
): void {
  const { excluded, province } = programmeOf(programmeId);
  if (kind !== 'experiment' || !excluded.includes('outOfProvinceExperiment')) return;
  if (laboratoryProvince === undefined)
    throw failure('FormIncomplete', { count: 1 }, [{ path: 'laboratoryProvince', message: 'required' }]);
  if (laboratoryProvince !== province) throw failure('ExperimentOutsideProvince', { province });
}

/** An order that a voucher may pay. @throws what its rules refuse */
export function requirePayable(programmeId: string, kind: ServiceKind, order: OrderForm): void {
  requirePurpose(programmeId, order.purpose);
  requireLaboratory(programmeId, kind, order);
  requireCoverage(coveragePercentOf(programmeId), order.totalFen, order.voucherFen);
}
