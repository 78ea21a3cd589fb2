import { CHINA_CALENDAR, localDay, type DirectOrderUsage } from '@kequan/contracts';
import type { Deals } from './model';

interface Counted<Key> {
  _id: Key;
  orders: number;
  directOrders: number;
}

/** The providers that are shown: those with most direct orders. */
const MOST_PROVIDERS = 50;

/**
 * How much direct orders are still used in a programme, which the office wants to see fade (SN 5.3, F12): their share of all
 * orders by the month of their placing, and by provider.
 * @param months how many, up to now
 */
export async function directOrderUsage(
  { model }: Deals,
  programmeId: string,
  months: number,
  at: Date,
): Promise<DirectOrderUsage> {
  const $match = { programmeId, orderMonth: { $gte: monthBefore(at, months - 1) } };
  const counts = { orders: { $sum: 1 }, directOrders: { $sum: { $cond: ['$direct', 1, 0] } } };
  const by = <Key>(field: string): Promise<Counted<Key>[]> =>
    model.aggregate<Counted<Key>>([{ $match }, { $group: { _id: `$${field}`, ...counts } }]).exec();
  const [byMonth, byProvider] = await Promise.all([
    by<string>('orderMonth'),
    by<string>('providerInstitutionId'),
  ]);
  return {
    months: byMonth
      .map(({ _id: month, ...rest }) => ({ month, ...shareOf(rest) }))
      .sort((a, b) => (a.month < b.month ? -1 : 1)),
    providers: byProvider
      .map(({ _id: providerInstitutionId, ...rest }) => ({ providerInstitutionId, ...shareOf(rest) }))
      .sort((a, b) => b.directOrders - a.directOrders || b.orders - a.orders)
      .slice(0, MOST_PROVIDERS),
  };
}

function shareOf({ orders, directOrders }: { orders: number; directOrders: number }) {
  return { orders, directOrders, directPercent: Math.round((100 * directOrders) / orders) };
}

/** The month, in China, that was so many months ago. */
export function monthBefore(at: Date, months: number): string {
  const [year = 0, month = 0] = localDay(CHINA_CALENDAR, at.getTime()).split('-').map(Number);
  const index = year * 12 + (month - 1) - months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}
