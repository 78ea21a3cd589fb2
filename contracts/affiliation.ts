import { z } from 'zod';
import { Id } from './ids';

/**
 * The legal person (一级账号) that an account belongs to: of the primary account itself, and of each secondary account that
 * it allocated (JS step 1). Its facts are those of the outside instrument system.
 */
export const Affiliation = z.strictObject({
  primaryAccountId: Id,
  /** The legal person's id in the instrument system. */
  legalPersonId: z.string(),
  legalPersonName: z.string(),
  unitCode: z.string(),
  /** The unit's own name, as 现代分析中心; of a secondary account. */
  unitName: z.string().optional(),
});
export type Affiliation = z.infer<typeof Affiliation>;

/** A unit's name as the public reads it: behind that of its legal person, unless it already begins with it. */
export function fullNameOf({ legalPersonName, unitName = '' }: Affiliation): string {
  return unitName.startsWith(legalPersonName) ? unitName : `${legalPersonName}${unitName}`;
}
