import { Id } from '../ids';

/** The id of an uploaded file; that it exists, is safe and belongs to the applicant is checked at submission. */
export const AttachmentId = Id;
