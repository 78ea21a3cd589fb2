import { uuid4 } from '@temporalio/workflow';
import { DEAL_LIFE, DECIDED_BY_RULES, leadsTo, standingOrEnd } from '@kequan/contracts/pure';
import { lapsed } from './lapse';
import { requirePartiesStill } from './parties';
import type { DealParts, Next } from './parts';

/** A reply (a question, a proposal) leaves the answer open, under a new clock. A provider who stays silent lets it lapse. */
export async function replied({ record, waits }: DealParts): Promise<Next> {
  const next = await waits.for('reply', async ({ key, by, answer, message, quoteFen }) => {
    await record.take(key, { kind: 'reply', by, answer, message, quoteFen });
    return standingOrEnd(leadsTo(DEAL_LIFE, 'reply', answer));
  });
  return next === 'silence' ? lapsed(record, 'reply') : next;
}

/** The user confirms and orders (确认并下单): the money is held before the order stands. */
export async function ordered(parts: DealParts): Promise<Next> {
  const { record, waits, hold } = parts;
  const next = await waits.for('order', async ({ key, by, version, money }) => {
    await requirePartiesStill(parts);
    await hold.whileMade(money, () => record.take(key, { kind: 'order', by, version, money }));
    return standingOrEnd(leadsTo(DEAL_LIFE, 'order'));
  });
  return next === 'silence' ? lapsed(record, 'order') : next;
}

/** A refused order (R28) is corrected and placed again; a direct one goes back to its draft, and is submitted anew. */
export async function taken(parts: DealParts): Promise<Next> {
  const { input, record, waits, hold } = parts;
  const next = await waits.for('taking', async ({ key, by, answer, reason = '' }) => {
    if (answer === 'take') await requirePartiesStill(parts);
    await record.take(key, answer === 'take' ? { kind: 'take', by } : { kind: 'refuse', by, reason });
    return answer;
  });
  switch (next) {
    case 'take':
      return standingOrEnd(leadsTo(DEAL_LIFE, 'take'));
    case 'refuse':
      await hold.release();
      return standingOrEnd(leadsTo(DEAL_LIFE, 'refuse', input.direct ? 'direct' : 'reserved'));
    case 'silence':
      return lapsed(record, 'taking');
    case 'cancelled':
      return next;
  }
}

/** The provider serves and clicks 完成 (R25). One who never does is reminded; then the money is free for another order. */
export async function completed({ record, waits }: DealParts): Promise<Next> {
  const next = await waits.for('completion', async ({ key, by }) => {
    await record.take(key, { kind: 'complete', by });
    return standingOrEnd(leadsTo(DEAL_LIFE, 'complete'));
  });
  return next === 'silence' ? lapsed(record, 'completion') : next;
}

/** A user who says nothing until his time is over has confirmed (R26): the event names the rules as who confirmed. */
export async function confirmed({ record, waits }: DealParts): Promise<Next> {
  const next = await waits.for('confirmation', async ({ key, by, answer, reason = '' }) => {
    await record.take(key, answer === 'confirm' ? { kind: 'confirm', by } : { kind: 'dispute', by, reason });
    return standingOrEnd(leadsTo(DEAL_LIFE, answer));
  });
  if (next !== 'silence') return next;
  await record.take(uuid4(), { kind: 'confirm', by: DECIDED_BY_RULES });
  return standingOrEnd(leadsTo(DEAL_LIFE, 'confirm'));
}
