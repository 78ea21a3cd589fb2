import { z } from 'zod';
import { UnitCode } from '../credit-code';
import { AttachmentId } from './attachment';
import { line, MobilePhone } from './text';

/** What a unit is. */
export const UnitKind = z.enum(['university', 'institute', 'enterprise', 'publicInstitution']);

/** The registration of a unit (JS inspection step 1, 单位用户注册; the fields of the lost picture are what a clerk asks for). */
export const RegistrationForm = z.strictObject({
  hostName: line(100),
  unitKind: UnitKind,
  unitCode: UnitCode,
  legalRepresentative: line(50),
  province: line(20),
  address: line(200),
  contactName: line(50),
  contactPhone: MobilePhone,
  contactEmail: z.email().max(100).optional(),
  licenceFileId: AttachmentId,
});
export type RegistrationForm = z.infer<typeof RegistrationForm>;

/** A saved draft: whatever is there so far; a half-typed code or phone is kept, not refused (R03, SN 4.1 保存). */
export const RegistrationDraft = RegistrationForm.extend({
  unitCode: z.string().trim().max(18),
  contactPhone: z.string().trim().max(20),
  contactEmail: z.string().trim().max(100),
}).partial();
