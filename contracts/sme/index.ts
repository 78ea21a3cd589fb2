import { z } from 'zod';
import type { Fen } from '../money';
import standards from './standards.json';

const Standard = z.strictObject({
  zh: z.string(),
  employeesBelow: z.int().optional(),
  revenueBelowYuan: z.int().optional(),
  assetsBelowYuan: z.int().optional(),
});

/** The industries of 工信部联企业〔2011〕300号, section 4. */
export const Industry = z.enum([
  'agriculture',
  'manufacturing',
  'construction',
  'wholesale',
  'retail',
  'transport',
  'warehousing',
  'postal',
  'hospitality',
  'catering',
  'telecom',
  'software',
  'realEstate',
  'propertyManagement',
  'leasing',
  'other',
]);
export type Industry = z.infer<typeof Industry>;

const STANDARDS = z.record(Industry, Standard).parse(standards.industries);

/** What decides the size of a firm. */
export interface FirmSize {
  industry: Industry;
  employees: number;
  revenueFen: Fen;
  assetsFen: Fen;
}

/**
 * Whether a firm is a medium, small or micro enterprise (SN 2.1, R14): below any one of its industry's limits, since the
 * standard calls large only who reaches all of them.
 */
export function isSme({ industry, employees, revenueFen, assetsFen }: FirmSize): boolean {
  const { employeesBelow, revenueBelowYuan, assetsBelowYuan } = STANDARDS[industry];
  const below = (figure: number, limit: number | undefined): boolean => limit !== undefined && figure < limit;
  return (
    below(employees, employeesBelow) ||
    below(revenueFen, times100(revenueBelowYuan)) ||
    below(assetsFen, times100(assetsBelowYuan))
  );
}

function times100(yuan: number | undefined): number | undefined {
  return yuan === undefined ? undefined : yuan * 100;
}
