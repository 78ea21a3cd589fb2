import {
  Id,
  OutsideInstrumentList,
  pageOf,
  ShelfQuery,
  ShelveInstrument,
  ShelvedInstrumentView,
} from '@kequan/contracts';
import {
  allow,
  ofOwnOrProgramme,
  pageById,
  requireOwn,
  requireReadable,
  route,
  type Route,
} from '@kequan/kit';
import { z } from 'zod';
import type { ShelvedInstrument } from './model';
import { shelve, takeOff, type ShelvingParts } from './shelving';
import { choiceOf, shelvedView } from './views';

const provider = allow.roles('provider');
const choosers = allow.roles('provider', 'primaryAccount');
const listReaders = allow.roles(
  'provider',
  'primaryAccount',
  'office',
  'reviewer',
  'auditor',
  'platformAdmin',
);
const InstrumentParams = z.strictObject({ instrumentId: Id });

/** 服务管理—仪器共享: the instruments of one's legal person, and the shelf of one's own shop (JS step 3). */
export function shelfRoutes(parts: ShelvingParts): Route[] {
  const { shelf, outside } = parts;
  return [
    route('GET /v1/outside-instruments', choosers, {
      summary: 'The instruments that my legal person has in the outside instrument system',
      answer: OutsideInstrumentList,
      handle: async ({ caller: { affiliation } }) => {
        // Who belongs to no legal person has no instruments there.
        if (!affiliation) return { items: [] };
        const { legalPersonId } = affiliation;
        const shelved = shelf.model.find({ legalPersonId, status: 'shelved' }).lean<ShelvedInstrument[]>();
        const [facts, standing] = await Promise.all([outside.of(legalPersonId), shelved]);
        return { items: choiceOf(facts, standing) };
      },
    }),

    route('POST /v1/instruments', provider, {
      summary: 'Puts an instrument of my legal person on the shelf of my shop',
      idempotencyKey: 'required',
      body: ShelveInstrument,
      answer: ShelvedInstrumentView,
      status: 201,
      handle: async ({ caller, body, key }) => shelvedView(await shelve(parts, caller, body, key)),
    }),

    route('GET /v1/instruments', listReaders, {
      summary: 'The shelf of my shop; for a primary account and for staff those of theirs; newest first',
      query: ShelfQuery,
      answer: pageOf(ShelvedInstrumentView),
      handle: async ({ caller, query }) => {
        const { institutionId } = query;
        const filter = { ...ofOwnOrProgramme(caller), ...(institutionId !== undefined && { institutionId }) };
        return pageById(shelf.model, filter, query, shelvedView);
      },
    }),

    route('GET /v1/instruments/:instrumentId', allow.signedIn, {
      summary: 'One instrument of a shelf',
      params: InstrumentParams,
      answer: ShelvedInstrumentView,
      handle: async ({ caller, params }) => {
        const found = await shelf.get(params.instrumentId);
        requireReadable(caller, found);
        return shelvedView(found);
      },
    }),

    route('POST /v1/instruments/:instrumentId/removal', provider, {
      summary: 'Takes an instrument off the shelf of my shop',
      idempotencyKey: 'required',
      params: InstrumentParams,
      answer: ShelvedInstrumentView,
      handle: async ({ caller, params, key }) => {
        const found = await shelf.get(params.instrumentId);
        requireOwn(caller, found.ownerAccountId);
        return shelvedView(await takeOff(parts, found, key));
      },
    }),
  ];
}
