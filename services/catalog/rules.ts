import {
  failure,
  ServiceForm,
  trackOf,
  type ServiceKind,
  type Track,
  type ProviderTrackName,
} from '@kequan/contracts';
import { completeForm, isOpenToApplicant } from '@kequan/kit';
import type { OfferedService } from './model';

/** Only what the programme's track publishes may be created. @throws `InputInvalid` on `body.kind` */
export function requireKindOfTrack({ serviceKinds }: Track, kind: ServiceKind): void {
  if (serviceKinds.includes(kind)) return;
  throw failure('InputInvalid', { count: 1 }, [
    { path: 'body.kind', message: `notOneOf|options=${serviceKinds.join(', ')}` },
  ]);
}

/** The track in which a service is published. */
export function trackOfService({
  programmeId,
  track,
}: {
  programmeId: string;
  track: ProviderTrackName;
}): Track {
  return trackOf(programmeId, track);
}

/** The draft as it can be submitted. @throws `StageNotOpen`, `FormIncomplete` with every wrong field by its path */
export function requireSubmittable(
  service: Pick<OfferedService, 'application' | 'programmeId' | 'track' | 'kind'>,
): ServiceForm {
  const { application, kind } = service;
  if (!isOpenToApplicant(application)) throw failure('StageNotOpen');
  const form = completeForm(ServiceForm, application.draft);
  const { voucherServices } = trackOfService(service);
  const missing = voucherServices === 'afterReview' ? FLAGGED_BY[kind] : undefined;
  if (missing !== undefined && form[missing] === undefined)
    throw failure('FormIncomplete', { count: 1 }, [{ path: missing, message: 'required' }]);
  return form;
}

/** What the flag that follows a review is decided by (R21, R22); needed where a track has that flag. */
const FLAGGED_BY: Record<ServiceKind, 'purpose' | 'laboratoryProvince' | undefined> = {
  inspectionTesting: 'purpose',
  experiment: 'laboratoryProvince',
  instrumentSharing: undefined,
};

/**
 * The gate before the qualification: something is listed, and all that is to take vouchers is (R08, R09).
 * @param listedIds the institution's listed services
 * @throws `ListedServiceRequired`, `ServiceNotListed`
 */
export function requireListed(listedIds: readonly string[], serviceIds: readonly string[]): void {
  if (listedIds.length === 0) throw failure('ListedServiceRequired');
  if (!serviceIds.every((id) => listedIds.includes(id))) throw failure('ServiceNotListed');
}

/** What a reviewer's inbox and every event call a service. */
export function titleOf({ application, listing }: Pick<OfferedService, 'application' | 'listing'>): string {
  const named = application.submitted?.form['name'] ?? listing?.name;
  return typeof named === 'string' ? named : '';
}

/** A text as a regular expression that finds just this text. */
export function escapedPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
