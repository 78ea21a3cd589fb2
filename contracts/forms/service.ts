import { z } from 'zod';
import { Id } from '../ids';
import { Fen } from '../money';
import { AttachmentId } from './attachment';
import { line, prose } from './text';

/** What kinds of service a voucher may ever pay (SN 1.1). */
export const ServiceKind = z.enum(['instrumentSharing', 'inspectionTesting', 'experiment']);
export type ServiceKind = z.infer<typeof ServiceKind>;

/** What tests are made for; mandatory and statutory ones are not payable with vouchers (SN 1.1, R21). */
export const TestPurpose = z.enum(['innovation', 'mandatoryTest', 'statutoryTest', 'otherCommercial']);

/** The content of an ordinary service (JS step 3 新增服务; picture lost). */
export const ServiceForm = z.strictObject({
  name: line(80),
  testingField: line(60),
  description: prose(4000),
  standards: z.array(line(100)).max(30),
  priceFen: Fen.min(1),
  priceUnit: line(20),
  turnaroundWorkingDays: z.int().min(1).max(365),
  /** The instrument that is shared; of instrument sharing only, where the track has instruments. */
  instrumentId: Id.optional(),
  /** What the tests are for; of inspection and testing only. */
  purpose: TestPurpose.optional(),
  /** Where the laboratory is; of experiments only (SN 1.1 与省内实验室开展合作研发, R22). */
  laboratoryProvince: line(20).optional(),
  attachmentIds: z.array(AttachmentId).max(10),
});
export type ServiceForm = z.infer<typeof ServiceForm>;

/** A saved draft of a service. */
export const ServiceDraft = ServiceForm.partial();
