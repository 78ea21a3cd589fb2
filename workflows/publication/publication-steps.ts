import type { CalendarActivities, CatalogActivities, PublishedKind } from '@kequan/contracts';
import { homeSteps } from '../kit/policies';

/** How the home keeps what becomes of a submission. */
export interface PublicationSteps extends CalendarActivities {
  submit: CatalogActivities['recordServiceSubmission'];
  decide: CatalogActivities['recordServiceOutcome'];
  withdraw: CatalogActivities['recordServiceWithdrawal'];
}

/**
 * The steps of a kind. The kind stands in the run's input and never changes, so a history of a service is replayed by the
 * steps that it was made with.
 */
export function publicationSteps(kind: PublishedKind): PublicationSteps {
  const home = homeSteps<CatalogActivities>();
  switch (kind) {
    case 'service':
      return {
        reckon: (input) => home.reckon(input),
        submit: (input) => home.recordServiceSubmission(input),
        decide: (input) => home.recordServiceOutcome(input),
        withdraw: (input) => home.recordServiceWithdrawal(input),
      };
    case 'instrument':
    case 'accreditation':
    case 'capability':
      return {
        reckon: (input) => home.reckon(input),
        submit: (input) => home.submitRecord(input),
        decide: (input) => home.decideRecord(input),
        withdraw: (input) => home.withdrawRecord(input),
      };
  }
}
