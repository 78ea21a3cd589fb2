import { PUBLICATION, publicationId, type PublicationInput, type PublishedKind } from '@kequan/contracts';
import type { ProcessToStart } from '@kequan/kit';
import { trackOfService } from './rules';

/** What is published: a service or a record of an institution. */
type Published = Parameters<typeof trackOfService>[0] & {
  _id: string;
  institutionId: string;
  programmeId: string;
};

/** The publication of one submission. @param instance the installation's prefix of task queues */
export function publicationOf(kind: PublishedKind, published: Published, instance: string): ProcessToStart {
  const { _id: id, institutionId, programmeId } = published;
  const clock = trackOfService(published).serviceReview;
  const input: PublicationInput = { kind, id, institutionId, programmeId, clock, instance };
  return {
    workflowType: PUBLICATION,
    workflowId: publicationId(kind, id),
    home: 'catalog',
    summary: `${programmeId} ${kind} ${id}`,
    input,
  };
}
