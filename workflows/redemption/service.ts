import { DEAL_LIFE, leadsTo, standingOrEnd } from '@kequan/contracts/pure';
import { requirePartiesStill } from './parties';
import type { DealParts, Next } from './parts';

/** A reply (a question, a proposal) leaves the answer open, under a new clock. A provider who stays silent lets it lapse. */
export function replied({ record, waits }: DealParts): Promise<Next> {
  return waits.for('reply', ({ key, ...said }) =>
    record.take(key, { kind: 'reply', ...said }, standingOrEnd(leadsTo(DEAL_LIFE, 'reply', said.answer))),
  );
}

/** The user confirms and orders (确认并下单): the money is held before the order stands. */
export function ordered(parts: DealParts): Promise<Next> {
  const { record, waits, hold } = parts;
  return waits.for('order', async ({ key, ...said }) => {
    await requirePartiesStill(parts);
    const next = standingOrEnd(leadsTo(DEAL_LIFE, 'order'));
    return hold.whileMade(said.money, () => record.take(key, { kind: 'order', ...said }, next));
  });
}

/** A refused order (R28) is corrected and placed again; a direct one goes back to its draft, and is submitted anew. */
export async function taken(parts: DealParts): Promise<Next> {
  const { input, record, waits, hold } = parts;
  const refused = standingOrEnd(leadsTo(DEAL_LIFE, 'refuse', input.direct ? 'direct' : 'reserved'));
  const next = await waits.for('taking', async ({ key, by, answer, reason = '' }) => {
    if (answer === 'refuse') return record.take(key, { kind: 'refuse', by, reason }, refused);
    await requirePartiesStill(parts);
    return record.take(key, { kind: 'take', by }, standingOrEnd(leadsTo(DEAL_LIFE, 'take')));
  });
  if (next === refused) await hold.release();
  return next;
}

/**
 * The provider serves and clicks 完成 (R25). One who has not by the agreed day, which both sides may put off, is reminded; then the
 * money is free for another order.
 */
export function completed({ record, waits }: DealParts): Promise<Next> {
  return waits.for('completion', ({ key, by }) =>
    record.take(key, { kind: 'complete', by }, standingOrEnd(leadsTo(DEAL_LIFE, 'complete'))),
  );
}

/** A user who says nothing until his time is over has confirmed (R26): the event names the rules as who confirmed. */
export function confirmed({ record, waits }: DealParts): Promise<Next> {
  return waits.for('confirmation', ({ key, by, answer, reason = '' }) =>
    record.take(
      key,
      answer === 'confirm' ? { kind: 'confirm', by } : { kind: 'dispute', by, reason },
      standingOrEnd(leadsTo(DEAL_LIFE, answer)),
    ),
  );
}
