import type { OnboardingStage, SubmitStageInput } from '@kequan/contracts';
import { among, FORM_SUBMISSION, id, list, optional, words, type Shape } from '../kit/shapes';

export const STAGE_SUBMISSION: Shape<SubmitStageInput> = {
  ...FORM_SUBMISSION,
  stage: among<OnboardingStage>({ registration: true, shop: true, qualification: true, enrolment: true }),
  serviceIds: list(id, 100),
  unitCode: optional(words(18)),
};
