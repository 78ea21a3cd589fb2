import { z } from 'zod';
import { UnitCode } from '../credit-code';
import { AttachmentId } from './attachment';
import { UnitKind } from './registration';
import { line, MobilePhone, prose } from './text';

/** The host institution 依托单位 (SN 4.1): an independent legal person (R13) by its credit or organisation code (R16). */
const Host = z.strictObject({
  name: line(100),
  unitKind: UnitKind,
  independentLegalPerson: z.boolean(),
  unitCode: UnitCode,
  legalRepresentative: line(50),
  province: line(20),
  address: line(200),
  /** Member of the province's collaboration network of large instruments (SN 1.2.2 condition 2, R12). */
  networkMember: z.boolean(),
  /** A logo, or a picture of the plaque or the building (SN 4.1). */
  logoFileId: AttachmentId,
  licenceFileId: AttachmentId,
});

/** The testing body 检测机构 (SN 4.1): its name may be the host's or another. */
const TestingBody = z.strictObject({
  name: line(100),
  introduction: prose(2000),
  address: line(200),
  contactName: line(50),
  contactPhone: MobilePhone,
  contactEmail: z.email().max(100).optional(),
  /** Instruments may be used by others (SN 1.2.2 condition 3). */
  openToShare: z.boolean(),
  /** The rules for outside service 对外服务管理制度 (SN 1.2.2 condition 4). */
  managementSystemFileId: AttachmentId,
  /** Proves that the testing body belongs to the host; needed when their names differ (SN 4.1). */
  affiliationFileId: AttachmentId.optional(),
});

/** The registration of a provider that names its host institution and its testing body (SN 4.1 机构信息管理). */
export const HostRegistrationForm = z.strictObject({ host: Host, testingBody: TestingBody });
export type HostRegistrationForm = z.infer<typeof HostRegistrationForm>;

/** A saved draft: whatever is there so far (SN 4.1 保存, R03). */
export const HostRegistrationDraft = z
  .strictObject({
    host: Host.extend({ unitCode: z.string().trim().max(18) }).partial(),
    testingBody: TestingBody.extend({
      introduction: z.string().max(2000),
      contactPhone: z.string().trim().max(20),
      contactEmail: z.string().trim().max(100),
    }).partial(),
  })
  .partial();
