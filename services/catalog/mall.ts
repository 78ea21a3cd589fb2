import type { QueryFilter } from 'mongoose';
import type { z } from 'zod';
import { failure, type MallQuery, type MallServiceView, type Page } from '@kequan/contracts';
import { pageById } from '@kequan/kit';
import type { OfferedService, OfferedServices } from './model';
import { escapedPattern } from './rules';
import { mallView } from './views';

const SEARCHED = ['listing.name', 'listing.testingField', 'listing.description'] as const;

/** Only what is approved is shown (R05). */
const LISTED = { 'application.status': 'approved', shopClosed: { $ne: true } } as const;

/** The public list of services, newest first. */
export function searchMall(
  { model }: OfferedServices,
  query: z.output<typeof MallQuery>,
): Promise<Page<MallServiceView>> {
  return pageById(model, mallFilter(query), query, mallView);
}

/** One listed service. @throws `NotFound` also when it exists and is not listed */
export async function listedService(services: OfferedServices, serviceId: string): Promise<MallServiceView> {
  const found = await services.model.findOne({ ...LISTED, _id: serviceId }).lean<OfferedService>();
  if (!found) throw failure('NotFound');
  return mallView(found);
}

/** What a visitor looks for, as a filter: his text is only ever text. */
function mallFilter({ programmeId, voucher, text }: z.output<typeof MallQuery>): QueryFilter<OfferedService> {
  return {
    ...LISTED,
    ...(programmeId !== undefined && { programmeId }),
    ...(voucher !== undefined && { voucher: voucher === 'true' }),
    ...(text !== undefined && {
      $or: SEARCHED.map((field) => ({ [field]: { $regex: escapedPattern(text), $options: 'i' } })),
    }),
  };
}
