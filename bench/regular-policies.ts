import { proxyActivities } from '@temporalio/workflow';
import { PATIENT_STEP } from '@kequan/workflows/dist/kit/policies';

/**
 * The policies of a workflow whose every step is a regular activity, also those of its home: what `regular-bundle` puts in
 * the place of the product's, to measure what local activities save.
 */
export * from '@kequan/workflows/dist/kit/policies';

/** The home's steps on the home's own task queue, without a local activity. */
export function homeSteps(): object {
  return proxyActivities(PATIENT_STEP);
}
