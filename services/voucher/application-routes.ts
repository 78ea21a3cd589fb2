import { z } from 'zod';
import {
  CreateVoucherApplication,
  Id,
  pageOf,
  SaveDraft,
  VoucherApplicationDraft,
  VoucherApplicationView,
  VoucherQuery,
} from '@kequan/contracts';
import {
  allow,
  newApplication,
  ofProgramme,
  pageById,
  requireOwn,
  requireReadable,
  route,
  saveDraft,
  type Caller,
  type Creations,
  type Route,
} from '@kequan/kit';
import { APPLICATION } from './application-commands';
import type { VoucherApplication } from './model';
import { submitToProcess, withdrawFromProcess, type SubmissionParts } from './submission';
import { voucherApplicationView } from './views';

const user = allow.roles('voucherUser');
const readers = allow.roles('voucherUser', 'office', 'reviewer', 'finance', 'auditor', 'platformAdmin');
const Params = z.strictObject({ applicationId: Id });

/** What voucher users and staff may ask about applications (SN 5.2). */
export function applicationRoutes(parts: SubmissionParts & { creations: Creations }): Route[] {
  const { applications, creations } = parts;

  async function own(caller: Caller, applicationId: string): Promise<VoucherApplication> {
    const found = await applications.get(applicationId);
    requireOwn(caller, found.accountId);
    return found;
  }

  return [
    route('POST /v1/voucher-applications', user, {
      summary: 'Begins an application for a voucher of my institution',
      idempotencyKey: 'optional',
      body: CreateVoucherApplication,
      answer: VoucherApplicationView,
      status: 201,
      handle: async ({ caller, body, key }) => {
        const { accountId, programmeId } = caller;
        const { doc } = await applications.insert(
          await creations.idFor(key, body),
          { programmeId, accountId, institutionId: body.institutionId, application: newApplication() },
          { key: 'create' },
        );
        return voucherApplicationView(caller, doc);
      },
    }),

    route('GET /v1/voucher-applications', readers, {
      summary: 'My applications, or for staff those of the programme; newest first',
      query: VoucherQuery,
      answer: pageOf(VoucherApplicationView),
      handle: async ({ caller, query }) =>
        pageById(
          applications.model,
          caller.role === 'voucherUser' ? { accountId: caller.accountId } : ofProgramme(caller),
          query,
          (found) => voucherApplicationView(caller, found),
        ),
    }),

    route('GET /v1/voucher-applications/:applicationId', allow.signedIn, {
      summary: 'One application; for its owner and the staff of its programme',
      params: Params,
      answer: VoucherApplicationView,
      handle: async ({ caller, params }) => {
        const found = await applications.get(params.applicationId);
        requireReadable(caller, { ...found, ownerAccountId: found.accountId });
        return voucherApplicationView(caller, found);
      },
    }),

    route('PUT /v1/voucher-applications/:applicationId', user, {
      summary: 'Saves the draft of an application in place of the one before; never submits',
      params: Params,
      body: SaveDraft,
      answer: VoucherApplicationView,
      handle: async ({ caller, params, body }) => {
        const { _id } = await own(caller, params.applicationId);
        const saved = await saveDraft(applications, _id, APPLICATION, VoucherApplicationDraft, body);
        return voucherApplicationView(caller, saved);
      },
    }),

    route('POST /v1/voucher-applications/:applicationId/submission', user, {
      summary: 'Submits an application to be reviewed',
      idempotencyKey: 'required',
      params: Params,
      answer: VoucherApplicationView,
      handle: async ({ caller, params, key }) =>
        voucherApplicationView(
          caller,
          await submitToProcess(parts, await own(caller, params.applicationId), key),
        ),
    }),

    route('POST /v1/voucher-applications/:applicationId/withdrawal', user, {
      summary: 'Takes a submission back to edit it',
      idempotencyKey: 'required',
      params: Params,
      answer: VoucherApplicationView,
      handle: async ({ caller, params, key }) =>
        voucherApplicationView(
          caller,
          await withdrawFromProcess(parts, await own(caller, params.applicationId), key),
        ),
    }),
  ];
}
