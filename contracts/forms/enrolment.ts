import { z } from 'zod';
import { UnitCode } from '../credit-code';
import { Fen } from '../money';
import { Industry } from '../sme';
import { AttachmentId } from './attachment';
import { line, MobilePhone } from './text';

/** The three kinds of voucher users that the manual names (SN 2.3, R14); a recognised R&D institution is of the third. */
export const UserKind = z.enum(['sme', 'incubator', 'networkMember', 'newRdInstitution']);
export type UserKind = z.infer<typeof UserKind>;

/** Basic information (SN 5.1). */
export const EnrolmentBasic = z.strictObject({
  name: line(100),
  userKind: UserKind,
  unitCode: UnitCode,
  independentLegalPerson: z.boolean(),
  province: line(20),
  address: line(200),
  registeredOn: z.iso.date(),
  legalRepresentative: line(50),
  industry: Industry,
  employees: z.int().min(0).max(10_000_000),
  lastYearRevenueFen: Fen,
  totalAssetsFen: Fen,
  licenceFileId: AttachmentId,
  /** The recognition as incubator, network member or R&D institution; not needed of a firm. */
  recognitionFileId: AttachmentId.optional(),
});

/** Where money is paid to: the unit's own corporate account, never a person's (SN 5.1, R15). */
export const EnrolmentFinance = z.strictObject({
  accountKind: z.enum(['corporate', 'personal']).refine((kind) => kind === 'corporate', {
    error: 'CorporateAccountOnly',
  }),
  accountName: line(100),
  bankName: line(100),
  bankAccountNo: z.string().regex(/^\d{8,30}$/),
});

/** The person whom the office calls. */
export const EnrolmentContact = z.strictObject({
  contactName: line(50),
  contactPhone: MobilePhone,
  contactEmail: z.email().max(100).optional(),
});

/** A voucher user's enrolment: basic, finance, contact (SN 5.1). The account is in the unit's own name (R15). */
export const EnrolmentForm = z
  .strictObject({ basic: EnrolmentBasic, finance: EnrolmentFinance, contact: EnrolmentContact })
  .refine(({ basic, finance }) => basic.name === finance.accountName, {
    error: 'AccountNameDiffers',
    path: ['finance', 'accountName'],
  });
export type EnrolmentForm = z.infer<typeof EnrolmentForm>;

/** A saved draft: whatever is there so far (保存 never submits, R03). */
export const EnrolmentDraft = z
  .strictObject({
    basic: EnrolmentBasic.extend({
      unitCode: z.string().trim().max(18),
      registeredOn: z.string().max(10),
    }).partial(),
    finance: EnrolmentFinance.extend({
      accountKind: z.enum(['corporate', 'personal']),
      bankAccountNo: z.string().trim().max(30),
    }).partial(),
    contact: EnrolmentContact.extend({
      contactPhone: z.string().trim().max(20),
      contactEmail: z.string().trim().max(100),
    }).partial(),
  })
  .partial();
