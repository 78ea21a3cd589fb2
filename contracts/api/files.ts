import { z } from 'zod';
import { Id } from '../ids';
import { Instant } from './common';

export const FileView = z.object({
  fileId: Id,
  name: z.string(),
  mediaType: z.enum(['application/pdf', 'image/png', 'image/jpeg']),
  sizeBytes: z.int(),
  sha256: z.string(),
  uploadedAt: Instant,
});
export type FileView = z.infer<typeof FileView>;
