import { z } from 'zod';
import { Fen } from '../money';
import { AttachmentId } from './attachment';
import { line, MobilePhone, prose } from './text';

/** What a provider records of itself beside its services (SN 4.2, 4.3): instruments, 检测资质, 检测能力. */
export const RecordKind = z.enum(['instrument', 'accreditation', 'capability']);
export type RecordKind = z.infer<typeof RecordKind>;

/** Basic information of an instrument (SN 4.2 基本信息). */
const InstrumentBasic = z.strictObject({
  name: line(100),
  model: line(100),
  assetNo: line(60),
  manufacturer: line(100),
  /** What one set cost when it was bought: decides whether it is a large instrument (R12). */
  originalValueFen: Fen.min(1),
  purchasedOn: z.iso.date(),
  location: line(200),
});

/** What it is used for, and on what terms (SN 4.2 服务信息). */
const InstrumentService = z.strictObject({
  testingField: line(60),
  functions: prose(4000),
  priceDescription: prose(1000),
  serviceHours: line(100),
});

/** Who runs the instrument and answers its users (SN 4.2 仪器负责人). */
const ResponsiblePerson = z.strictObject({
  name: line(50),
  phone: MobilePhone,
  email: z.email().max(100).optional(),
});

/** An instrument: basic, service, responsible person, photos (SN 4.2). */
export const InstrumentForm = z.strictObject({
  basic: InstrumentBasic,
  service: InstrumentService,
  responsible: ResponsiblePerson,
  photoFileIds: z.array(AttachmentId).min(1).max(10),
});
export type InstrumentForm = z.infer<typeof InstrumentForm>;

/** An accreditation 检测资质 with its certificate (SN 4.3). */
export const AccreditationForm = z
  .strictObject({
    name: line(100),
    accreditationKind: z.enum(['cma', 'cnas', 'cal', 'other']),
    certificateNo: line(60),
    issuedBy: line(100),
    issuedOn: z.iso.date(),
    validUntil: z.iso.date(),
    scope: prose(2000),
    certificateFileIds: z.array(AttachmentId).min(1).max(10),
  })
  .refine(({ issuedOn, validUntil }) => issuedOn <= validUntil, {
    error: 'BeforeIssue',
    path: ['validUntil'],
  });
export type AccreditationForm = z.infer<typeof AccreditationForm>;

/** A capability 检测能力 in its testing field 检测领域 (SN 4.3). */
export const CapabilityForm = z.strictObject({
  testingField: line(60),
  testedObject: line(100),
  item: line(100),
  standards: z.array(line(100)).min(1).max(30),
  limits: prose(1000).optional(),
  attachmentIds: z.array(AttachmentId).max(10),
});
export type CapabilityForm = z.infer<typeof CapabilityForm>;

/** Saved drafts: whatever is there so far (保存 never submits, R03). */
export const InstrumentDraft = z
  .strictObject({
    basic: InstrumentBasic.extend({ purchasedOn: z.string().max(10) }).partial(),
    service: InstrumentService.extend({
      functions: z.string().max(4000),
      priceDescription: z.string().max(1000),
    }).partial(),
    responsible: ResponsiblePerson.extend({
      phone: z.string().trim().max(20),
      email: z.string().trim().max(100),
    }).partial(),
    photoFileIds: z.array(AttachmentId).max(10),
  })
  .partial();
export const AccreditationDraft = z
  .strictObject({
    ...AccreditationForm.shape,
    issuedOn: z.string().max(10),
    validUntil: z.string().max(10),
    scope: z.string().max(2000),
    certificateFileIds: z.array(AttachmentId).max(10),
  })
  .partial();
export const CapabilityDraft = CapabilityForm.extend({
  standards: z.array(line(100)).max(30),
  limits: z.string().max(1000),
}).partial();
