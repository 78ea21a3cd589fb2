import type { SubmitPublicationInput } from '@kequan/contracts';
import { FORM_SUBMISSION, type Shape } from '../kit/shapes';

export const PUBLICATION_SUBMISSION: Shape<SubmitPublicationInput> = FORM_SUBMISSION;
