import {
  EnrolmentDraft,
  EnrolmentForm,
  failure,
  formOfStage,
  HostRegistrationDraft,
  HostRegistrationForm,
  isProviderTrack,
  programmeOf,
  QualificationDraft,
  QualificationForm,
  RegistrationDraft,
  RegistrationForm,
  ShopDraft,
  ShopForm,
  shopOpeningStage,
  stagesOf,
  trackOf,
  type Affiliation,
  type OnboardingStage,
  type Role,
  type SubmitStageInput,
  type TrackName,
  type TrackStage,
} from '@kequan/contracts';
import { completeForm, isOpenToApplicant, type Application, type Form } from '@kequan/kit';
import { requireConditions } from './enrolment-rules';
import { requireProviderConditions } from './host-rules';
import type { Institution } from './model';

/** What may be saved of each form. */
const DRAFTS = {
  registration: RegistrationDraft,
  hostRegistration: HostRegistrationDraft,
  shop: ShopDraft,
  qualification: QualificationDraft,
  enrolment: EnrolmentDraft,
} as const;

/** What may be saved as a stage's draft; which form a registration is, its track says. */
export function draftSchemaOf(
  { programmeId, track }: Pick<Institution, 'programmeId' | 'track'>,
  stage: OnboardingStage,
) {
  return DRAFTS[formOfStage(programmeId, track, stage)];
}

/** Lets providers go the ways of providers, and voucher users theirs (R02). @throws `TrackNotOfRole` */
export function requireTrackOfRole(role: Role, track: TrackName): void {
  if (isProviderTrack(track) !== (role === 'provider')) throw failure('TrackNotOfRole');
}

/**
 * Lets the units of a legal person go the ways with two levels of accounts, and all others the flat ones (JS step 1).
 * @throws `TrackNotOfAccount`, `ProgrammeUnknown`, `TrackUnknown`
 */
export function requireTrackOfAccount(
  programmeId: string,
  track: TrackName,
  affiliation: Affiliation | undefined,
): void {
  const accounts = isProviderTrack(track) ? trackOf(programmeId, track).accounts : 'flat';
  if ((accounts === 'twoLevel') !== (affiliation !== undefined)) throw failure('TrackNotOfAccount');
}

/** The stages that an institution passes, in order. */
export function stagesOfInstitution({
  programmeId,
  track,
}: Pick<Institution, 'programmeId' | 'track'>): TrackStage[] {
  return stagesOf(programmeId, track);
}

/** The stage whose approval opens an institution's ordinary shop; undefined of a voucher user, who has none. */
export function openingStageOf({
  programmeId,
  track,
}: Pick<Institution, 'programmeId' | 'track'>): OnboardingStage | undefined {
  return isProviderTrack(track) ? shopOpeningStage(trackOf(programmeId, track)) : undefined;
}

/** A stage's application. @throws `StageUnknown` when the institution's track has no such stage */
export function applicationOf({ stages }: Pick<Institution, 'stages'>, stage: OnboardingStage): Application {
  const application = stages[stage];
  if (!application) throw failure('StageUnknown', { stage });
  return application;
}

/** The stages that come before one, in the track's order. @throws `StageUnknown` */
function stagesBefore(stages: TrackStage[], stage: OnboardingStage): TrackStage[] {
  const index = stages.findIndex((one) => one.stage === stage);
  if (index < 0) throw failure('StageUnknown', { stage });
  return stages.slice(0, index);
}

/** Whether all stages before one are approved. */
export function isReached(institution: Institution, stage: OnboardingStage): boolean {
  return stagesBefore(stagesOfInstitution(institution), stage).every(
    (before) => institution.stages[before.stage]?.status === 'approved',
  );
}

/**
 * Lets a stage be submitted only when it belongs to the track, all before it are approved, and it is neither under review
 * nor approved. @throws `StageUnknown`, `StageNotOpen`
 */
export function requireSubmittable(institution: Institution, stage: OnboardingStage): Application {
  const application = applicationOf(institution, stage);
  if (!isReached(institution, stage) || !isOpenToApplicant(application)) throw failure('StageNotOpen');
  return application;
}

/** What a process must know of a submitted form, and the form itself. */
export interface StageSubmission extends Pick<SubmitStageInput, 'attachmentIds' | 'serviceIds' | 'unitCode'> {
  form: Form;
  /** The unit's name; of the registration and the enrolment only. */
  name?: string;
}

/** A stage's draft as it can be submitted. @throws `FormIncomplete` with every wrong field by its path */
export function completeStage(
  { programmeId, track }: Pick<Institution, 'programmeId' | 'track'>,
  stage: OnboardingStage,
  draft: Form,
): StageSubmission {
  switch (formOfStage(programmeId, track, stage)) {
    case 'hostRegistration': {
      const form = completeForm(HostRegistrationForm, draft);
      requireProviderConditions(programmeOf(programmeId), form);
      const { host, testingBody } = form;
      const { managementSystemFileId, affiliationFileId } = testingBody;
      return {
        form,
        attachmentIds: [
          host.logoFileId,
          host.licenceFileId,
          managementSystemFileId,
          ...(affiliationFileId ? [affiliationFileId] : []),
        ],
        serviceIds: [],
        unitCode: host.unitCode,
        name: host.name,
      };
    }
    case 'registration': {
      const form = completeForm(RegistrationForm, draft);
      return {
        form,
        attachmentIds: [form.licenceFileId],
        serviceIds: [],
        unitCode: form.unitCode,
        name: form.hostName,
      };
    }
    case 'shop': {
      const form = completeForm(ShopForm, draft);
      return { form, attachmentIds: [form.logoFileId], serviceIds: [] };
    }
    case 'qualification': {
      const form = completeForm(QualificationForm, draft);
      return { form, attachmentIds: form.attachmentIds, serviceIds: form.serviceIds };
    }
    case 'enrolment': {
      const form = completeForm(EnrolmentForm, draft);
      const { basic } = form;
      requireConditions(programmeOf(programmeId), basic);
      return {
        form,
        attachmentIds: [basic.licenceFileId, ...(basic.recognitionFileId ? [basic.recognitionFileId] : [])],
        serviceIds: [],
        unitCode: basic.unitCode,
        name: basic.name,
      };
    }
  }
}

/** Whether the institution's ordinary shop is open, so that it may publish services (JS step 3). */
export function hasOpenShop(institution: Institution): boolean {
  const opening = openingStageOf(institution);
  return opening !== undefined && institution.stages[opening]?.status === 'approved';
}

/** Whether every stage of a provider's track is approved, so that the entry notice may be published. */
export function isQualified(institution: Institution): boolean {
  return (
    isProviderTrack(institution.track) &&
    stagesOfInstitution(institution).every(({ stage }) => institution.stages[stage]?.status === 'approved')
  );
}

/**
 * The value under which a unit code is taken: one provider and one voucher user a code (R16), however it is written.
 */
export function unitCodeValue(track: TrackName, unitCode: string): string {
  return `${isProviderTrack(track) ? 'provider' : 'user'}:${unitCode.replace('-', '').toUpperCase()}`;
}

/** Whether what was approved in a stage may be taken back to be edited (SN 4.1, 5.1, R04). */
export function mayBeReopened(
  institution: Pick<Institution, 'programmeId' | 'track'>,
  stage: OnboardingStage,
): boolean {
  return stagesOfInstitution(institution).some((one) => one.stage === stage && one.reopenable === true);
}

/** The number of an entry notice (入库通知), as `苏科券入库〔2026〕0001号`. */
export function entryNoticeNumber(prefix: string, year: number, no: number): string {
  return `${prefix}〔${year}〕${String(no).padStart(4, '0')}号`;
}
