import {
  newId,
  PUBLICATION,
  publicationId,
  submitPublication,
  trackOf,
  type PublicationInput,
  type PublishedKind,
  type PublicationResult,
  type SubmitAnswer,
  type SubmitPublicationInput,
} from '@kequan/contracts';
import { People } from './people';
import type { Rig } from './rig';

/** A provider that publishes a service, and the office that reviews it. */
export class PublicationPeople extends People {
  readonly serviceId: string;
  readonly institutionId: string;

  /** @param kind what is published */
  constructor(rig: Rig, kind: PublishedKind = 'service') {
    const serviceId = newId();
    const institutionId = newId();
    const input: PublicationInput = {
      kind,
      id: serviceId,
      institutionId,
      programmeId: 'jiangsu',
      clock: trackOf('jiangsu', 'inspectionTesting').serviceReview,
      instance: rig.instance,
    };
    super(rig, {
      workflowType: PUBLICATION,
      workflowId: publicationId(kind, serviceId),
      home: 'catalog',
      input,
    });
    this.serviceId = serviceId;
    this.institutionId = institutionId;
  }

  submit(changes: Partial<SubmitPublicationInput> = {}): Promise<SubmitAnswer> {
    return this.startWith(submitPublication, {
      key: newId(),
      version: 1,
      submittedBy: this.applicantId,
      attachmentIds: [newId()],
      ...changes,
    });
  }

  /** The end of the latest run; time skips ahead to it. */
  end(): Promise<PublicationResult> {
    return this.handle.result() as Promise<PublicationResult>;
  }
}
