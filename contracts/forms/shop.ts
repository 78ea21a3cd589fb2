import { z } from 'zod';
import { AttachmentId } from './attachment';
import { line, MobilePhone, prose } from './text';

/** The shop application 《普通机构开店申请》 (JS step 2; picture lost). */
export const ShopForm = z.strictObject({
  shopName: line(60),
  introduction: prose(2000),
  serviceFields: z.array(line(40)).min(1).max(20),
  serviceHours: line(100),
  contactName: line(50),
  contactPhone: MobilePhone,
  logoFileId: AttachmentId,
});
export type ShopForm = z.infer<typeof ShopForm>;

/** A saved draft of the shop application. */
export const ShopDraft = ShopForm.extend({
  contactPhone: z.string().trim().max(20),
  serviceFields: z.array(line(40)).max(20),
}).partial();
