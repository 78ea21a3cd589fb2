import { z } from 'zod';
import {
  CreateInstitution,
  EntryNoticeQuery,
  EntryNoticeView,
  failure,
  Id,
  InstitutionQuery,
  InstitutionView,
  OnboardingStage,
  pageOf,
  SaveDraft,
  TrackerView,
  WithdrawalQuery,
} from '@kequan/contracts';
import {
  allow,
  ofOwnOrProgramme,
  pageById,
  pageByTime,
  requireOwn,
  requireReadable,
  route,
  saveDraft,
  type Caller,
  type Route,
} from '@kequan/kit';
import type { KeptCalendar, UniqueValues } from '@kequan/kit';
import type { Institution } from './model';
import type { Offers } from './offers';
import { registerInstitution } from './registering';
import { placeOf } from './stage-commands';
import { storedDraftOf } from './stored-draft';
import { submitToProcess, withdraw, type SubmissionParts } from './submission';
import { askTracker } from './tracker-route';
import { entryNoticeView, institutionView } from './views';

const applicant = allow.roles('provider', 'voucherUser');
const listReaders = allow.roles(
  'primaryAccount',
  'office',
  'reviewer',
  'finance',
  'auditor',
  'platformAdmin',
);
const InstitutionParams = z.strictObject({ institutionId: Id });
const StageParams = InstitutionParams.extend({ stage: OnboardingStage });

export interface RouteParts extends SubmissionParts {
  /** Which institution an account has. */
  accounts: UniqueValues;
  offers: Offers;
  calendar: KeptCalendar;
}

/** What providers, voucher users, staff and the public may ask of institution. */
export function institutionRoutes(parts: RouteParts): Route[] {
  const { institutions, accounts, bankAccounts } = parts;

  const shown = (institution: Institution, caller: Caller): InstitutionView =>
    institutionView(institution, caller, bankAccounts);

  async function readable(caller: Caller, institutionId: string): Promise<Institution> {
    const institution = await institutions.get(institutionId);
    requireReadable(caller, institution);
    return institution;
  }

  async function own(caller: Caller, institutionId: string): Promise<Institution> {
    const institution = await institutions.get(institutionId);
    requireOwn(caller, institution.ownerAccountId);
    return institution;
  }

  return [
    route('POST /v1/institutions', applicant, {
      summary: 'Begins an onboarding; one institution per account, the same one when asked again',
      body: CreateInstitution,
      answer: InstitutionView,
      status: 201,
      handle: async ({ caller, body }) =>
        shown(await registerInstitution({ institutions, accounts }, caller, body.track), caller),
    }),

    route('GET /v1/institutions/mine', applicant, {
      summary: 'My institution',
      answer: InstitutionView,
      handle: async ({ caller }) => {
        const mine = await institutions.model
          .findOne({ ownerAccountId: caller.accountId })
          .lean<Institution>();
        if (!mine) throw failure('NotFound');
        return shown(mine, caller);
      },
    }),

    route('GET /v1/institutions', listReaders, {
      summary: 'The institutions of my programme, or for a primary account those of its units; newest first',
      query: InstitutionQuery,
      answer: pageOf(InstitutionView),
      handle: async ({ caller, query }) =>
        pageById(institutions.model, ofOwnOrProgramme(caller), query, (doc) => shown(doc, caller)),
    }),

    route('GET /v1/institutions/:institutionId', allow.signedIn, {
      summary:
        'One institution; for its owner, the primary account that allocated him, and the staff of its programme',
      params: InstitutionParams,
      answer: InstitutionView,
      handle: async ({ caller, params }) => shown(await readable(caller, params.institutionId), caller),
    }),

    route('PUT /v1/institutions/:institutionId/stages/:stage', applicant, {
      summary: 'Saves the draft of a stage in place of the one before; never submits',
      params: StageParams,
      body: SaveDraft,
      answer: InstitutionView,
      handle: async ({ caller, params, body }) => {
        const { stage } = params;
        const institution = await own(caller, params.institutionId);
        const stored = storedDraftOf(institution, stage, bankAccounts);
        return shown(await saveDraft(institutions, institution._id, placeOf(stage), stored, body), caller);
      },
    }),

    route('POST /v1/institutions/:institutionId/stages/:stage/submission', applicant, {
      summary: 'Submits a stage to be reviewed',
      idempotencyKey: 'required',
      params: StageParams,
      answer: InstitutionView,
      handle: async ({ caller, params, key }) => {
        const institution = await own(caller, params.institutionId);
        return shown(await submitToProcess(parts, institution, params.stage, key), caller);
      },
    }),

    route('POST /v1/institutions/:institutionId/stages/:stage/withdrawal', applicant, {
      summary:
        'Takes a submission back to edit it; where the programme lets it, what is approved too, which counts no longer then and needs confirm=true',
      idempotencyKey: 'required',
      params: StageParams,
      query: WithdrawalQuery,
      answer: InstitutionView,
      handle: async ({ caller, params, query, key }) => {
        const institution = await own(caller, params.institutionId);
        const how = { callKey: key, confirmed: query.confirm === 'true' };
        return shown(await withdraw(parts, institution, params.stage, how), caller);
      },
    }),

    route('GET /v1/institutions/:institutionId/tracker', allow.signedIn, {
      summary: 'Where the onboarding stands, who holds the ball, since when and until when',
      params: InstitutionParams,
      answer: TrackerView,
      handle: async ({ caller, params, language, log }) =>
        askTracker(parts, await readable(caller, params.institutionId), language, log),
    }),

    route('GET /v1/entry-notices', allow.everyone, {
      summary: 'The published entry notices, newest first',
      query: EntryNoticeQuery,
      answer: pageOf(EntryNoticeView),
      handle: async ({ query }) =>
        pageByTime(
          institutions.model,
          {
            'entryNotice.publishedAt': { $exists: true },
            ...(query.programmeId !== undefined && { programmeId: query.programmeId }),
          },
          query,
          {
            field: 'entryNotice.publishedAt',
            first: 'newest',
            at: ({ entryNotice, updatedAt }) => entryNotice?.publishedAt ?? updatedAt,
          },
          entryNoticeView,
        ),
    }),
  ];
}
