import { z } from 'zod';
import { Id } from '../ids';
import { AttachmentId } from './attachment';
import { prose } from './text';

/**
 * The application to become a voucher institution with the services to be set as voucher services
 * (JS step 4, 申请成为创新券机构 and 添加创新券服务; R09: each derives from a listed ordinary service).
 */
export const QualificationForm = z.strictObject({
  statement: prose(4000),
  managementSystem: prose(4000),
  serviceIds: z.array(Id).min(1).max(100),
  attachmentIds: z.array(AttachmentId).min(1).max(20),
});
export type QualificationForm = z.infer<typeof QualificationForm>;

/** A saved draft of the qualification application. */
export const QualificationDraft = QualificationForm.extend({
  serviceIds: z.array(Id).max(100),
  attachmentIds: z.array(AttachmentId).max(20),
}).partial();
