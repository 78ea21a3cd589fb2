import type { Fen, OrderForm } from '@kequan/contracts';
import { sha256 } from '@kequan/kit';
import type { Deal } from './model';

/** What both sides agreed when the provider accepted: what was reserved, and the price that was last quoted. */
interface Agreement {
  quoteFen?: Fen | undefined;
  expectedOn?: string | undefined;
  hash: string;
}

/** The agreement behind an order; a direct order has none. */
export function agreementOf({
  reservation,
  answers,
}: Pick<Deal, 'reservation' | 'answers'>): Agreement | undefined {
  const { submitted } = reservation;
  if (!submitted) return undefined;
  const quoteFen = answers.findLast((answer) => answer.quoteFen !== undefined)?.quoteFen;
  return {
    quoteFen,
    expectedOn: submitted.form.expectedOn,
    hash: sha256(JSON.stringify({ form: submitted.form, quoteFen })),
  };
}

/** The key facts of an order that differ from what was agreed (R28): its provider may refuse it for them. */
export function changedFacts(agreed: Agreement | undefined, order: OrderForm): string[] {
  if (!agreed) return [];
  const { quoteFen, expectedOn } = agreed;
  return [
    ...(quoteFen !== undefined && quoteFen !== order.totalFen ? ['totalFen'] : []),
    ...(expectedOn !== undefined && expectedOn !== order.completionExpectedOn
      ? ['completionExpectedOn']
      : []),
  ];
}
