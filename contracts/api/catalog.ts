import { z } from 'zod';
import { ServiceKind, TestPurpose } from '../forms/service';
import { Id } from '../ids';
import { Fen } from '../money';
import { PageQuery } from './common';
import { ApplicationView } from './institution';

export const CreateService = z.strictObject({ institutionId: Id, kind: ServiceKind });
export type CreateService = z.infer<typeof CreateService>;

/** A service as its owner and its reviewers see it. */
export const ServiceView = ApplicationView.extend({
  serviceId: Id,
  institutionId: Id,
  programmeId: z.string(),
  version: z.int(),
  kind: ServiceKind,
  voucher: z.boolean(),
});
export type ServiceView = z.infer<typeof ServiceView>;

export const ServiceQuery = PageQuery.extend({ institutionId: Id.optional() });

/** A listed service as everybody sees it in the mall (R05). */
export const MallServiceView = z.object({
  serviceId: Id,
  institutionId: Id,
  programmeId: z.string(),
  kind: ServiceKind,
  name: z.string(),
  testingField: z.string(),
  description: z.string(),
  standards: z.array(z.string()),
  priceFen: Fen,
  priceUnit: z.string(),
  turnaroundWorkingDays: z.int(),
  instrumentId: Id.optional(),
  purpose: TestPurpose.optional(),
  laboratoryProvince: z.string().optional(),
  voucher: z.boolean(),
});
export type MallServiceView = z.infer<typeof MallServiceView>;

export const MallQuery = PageQuery.extend({
  programmeId: z.string().max(20).optional(),
  text: z.string().trim().min(1).max(60).optional(),
  voucher: z.enum(['true', 'false']).optional(),
});
