import { z } from 'zod';
import {
  CreateService,
  Id,
  MallQuery,
  MallServiceView,
  pageOf,
  SaveDraft,
  ServiceDraft,
  ServiceQuery,
  ServiceView,
  WithdrawalQuery,
} from '@kequan/contracts';
import {
  allow,
  ofOwnOrProgramme,
  pageById,
  requireOwn,
  requireReadable,
  route,
  saveDraft,
  type Caller,
  type Route,
} from '@kequan/kit';
import { createService, type CreatingParts } from './creating';
import { listedService, searchMall } from './mall';
import type { OfferedService } from './model';
import { APPLICATION } from './service-commands';
import { submitToProcess, withdrawServiceByOwner, type SubmissionParts } from './submission';
import { serviceView } from './views';

const provider = allow.roles('provider');
const listReaders = allow.roles(
  'provider',
  'primaryAccount',
  'office',
  'reviewer',
  'auditor',
  'platformAdmin',
);
const ServiceParams = z.strictObject({ serviceId: Id });

/** What providers, staff and the public may ask of catalog. */
export function catalogRoutes(parts: SubmissionParts & CreatingParts): Route[] {
  const { services } = parts;

  async function own(caller: Caller, serviceId: string): Promise<OfferedService> {
    const service = await services.get(serviceId);
    requireOwn(caller, service.ownerAccountId);
    return service;
  }

  return [
    route('POST /v1/services', provider, {
      summary: 'Begins a service of my institution',
      idempotencyKey: 'optional',
      body: CreateService,
      answer: ServiceView,
      status: 201,
      handle: async ({ caller, body, key }) =>
        serviceView(await createService(parts, caller, body, key), caller),
    }),

    route('GET /v1/services', listReaders, {
      summary:
        'My services, for a primary account those of its units, for staff those of the programme; newest first',
      query: ServiceQuery,
      answer: pageOf(ServiceView),
      handle: async ({ caller, query }) =>
        pageById(
          services.model,
          {
            ...ofOwnOrProgramme(caller),
            ...(query.institutionId !== undefined && { institutionId: query.institutionId }),
          },
          query,
          (doc) => serviceView(doc, caller),
        ),
    }),

    route('GET /v1/services/:serviceId', allow.signedIn, {
      summary: 'One service; for its owner and the staff of its programme',
      params: ServiceParams,
      answer: ServiceView,
      handle: async ({ caller, params }) => {
        const service = await services.get(params.serviceId);
        requireReadable(caller, service);
        return serviceView(service, caller);
      },
    }),

    route('PUT /v1/services/:serviceId', provider, {
      summary: 'Saves the draft of a service in place of the one before; never submits',
      params: ServiceParams,
      body: SaveDraft,
      answer: ServiceView,
      handle: async ({ caller, params, body }) => {
        const { _id } = await own(caller, params.serviceId);
        return serviceView(await saveDraft(services, _id, APPLICATION, ServiceDraft, body), caller);
      },
    }),

    route('POST /v1/services/:serviceId/submission', provider, {
      summary: 'Submits a service to be reviewed and listed',
      idempotencyKey: 'required',
      params: ServiceParams,
      answer: ServiceView,
      handle: async ({ caller, params, key }) =>
        serviceView(await submitToProcess(parts, await own(caller, params.serviceId), key), caller),
    }),

    route('POST /v1/services/:serviceId/withdrawal', provider, {
      summary: 'Takes a service back to edit it; an approved one too, which needs confirm=true',
      idempotencyKey: 'required',
      params: ServiceParams,
      query: WithdrawalQuery,
      answer: ServiceView,
      handle: async ({ caller, params, query, key }) => {
        const how = { callKey: key, confirmed: query.confirm === 'true' };
        return serviceView(
          await withdrawServiceByOwner(parts, await own(caller, params.serviceId), how),
          caller,
        );
      },
    }),

    route('GET /v1/mall/services', allow.everyone, {
      summary: 'The mall: listed services, searched by text',
      query: MallQuery,
      answer: pageOf(MallServiceView),
      handle: async ({ query }) => searchMall(services, query),
    }),

    route('GET /v1/mall/services/:serviceId', allow.everyone, {
      summary: 'One listed service',
      params: ServiceParams,
      answer: MallServiceView,
      handle: async ({ params }) => listedService(services, params.serviceId),
    }),
  ];
}
