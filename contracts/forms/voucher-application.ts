import { z } from 'zod';
import { Fen } from '../money';
import { AttachmentId } from './attachment';
import { line, prose } from './text';

/**
 * What an applicant fills in himself (SN 5.2); the unit's basic information is shown and cannot be changed here (R20), so
 * the form has no field for it.
 */
export const VoucherApplicationForm = z
  .strictObject({
    requestedFen: Fen.min(1),
    lastYearRevenueFen: Fen,
    usageStatement: prose(4000),
    innovationProject: z.boolean(),
    project: z
      .strictObject({ name: line(100), summary: prose(4000), startsOn: z.iso.date(), endsOn: z.iso.date() })
      .optional(),
    /** One for each year, newest first; how many are needed depends on the unit's age (R19). */
    financialStatementIds: z.array(AttachmentId).min(1).max(2),
  })
  .refine(({ innovationProject, project }) => !innovationProject || project !== undefined, {
    error: 'required',
    path: ['project'],
  });
export type VoucherApplicationForm = z.infer<typeof VoucherApplicationForm>;

/** A saved draft of an application. */
export const VoucherApplicationDraft = z
  .strictObject({
    requestedFen: Fen,
    lastYearRevenueFen: Fen,
    usageStatement: z.string().max(4000),
    innovationProject: z.boolean(),
    project: z
      .strictObject({
        name: z.string().max(100),
        summary: z.string().max(4000),
        startsOn: z.string().max(10),
        endsOn: z.string().max(10),
      })
      .partial(),
    financialStatementIds: z.array(AttachmentId).max(2),
  })
  .partial();
