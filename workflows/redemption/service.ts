import { uuid4 } from '@temporalio/workflow';
import { DECIDED_BY_RULES } from '@kequan/contracts/pure';
import type { DealParts, End, Standing } from './parts';
import { lapsed } from './lapse';

/** A reply (a question, a proposal) leaves the answer open, under a new clock. A provider who stays silent lets it lapse. */
export async function replied({ record, waits }: DealParts): Promise<Standing | End> {
  const next = await waits.for('reply', async ({ key, by, answer, message, quoteFen }) => {
    await record.take(key, { kind: 'reply', by, answer, message, quoteFen });
    return AFTER_REPLY[answer];
  });
  return next === 'silence' ? lapsed(record, 'reply') : next;
}

/** The user confirms and orders (确认并下单): the money is held before the order stands. */
export async function ordered({ record, waits, hold }: DealParts): Promise<Standing | End> {
  const next = await waits.for('order', async ({ key, by, version, money }) => {
    await hold.whileMade(money, () => record.take(key, { kind: 'order', by, version, money }));
    return 'taking' as const;
  });
  return next === 'silence' ? lapsed(record, 'order') : next;
}

/** A refused order (R28) is corrected and placed again; a direct one goes back to its draft, and is submitted anew. */
export async function taken({ input, record, waits, hold }: DealParts): Promise<Standing | End> {
  const next = await waits.for('taking', async ({ key, by, answer, reason = '' }) => {
    await record.take(key, answer === 'take' ? { kind: 'take', by } : { kind: 'refuse', by, reason });
    return answer;
  });
  switch (next) {
    case 'take':
      return 'completion';
    case 'refuse':
      await hold.release();
      return input.direct ? 'refused' : 'order';
    case 'silence':
      return lapsed(record, 'taking');
    case 'cancelled':
      return next;
  }
}

/** The provider serves and clicks 完成 (R25). One who never does is reminded; then the money is free for another order. */
export async function completed({ record, waits }: DealParts): Promise<Standing | End> {
  const next = await waits.for('completion', async ({ key, by }) => {
    await record.take(key, { kind: 'complete', by });
    return 'confirmation' as const;
  });
  return next === 'silence' ? lapsed(record, 'completion') : next;
}

/** A user who says nothing until his time is over has confirmed (R26): the event names the rules as who confirmed. */
export async function confirmed({ record, waits }: DealParts): Promise<Standing | End> {
  const next = await waits.for('confirmation', async ({ key, by, answer, reason = '' }) => {
    await record.take(key, answer === 'confirm' ? { kind: 'confirm', by } : { kind: 'dispute', by, reason });
    return answer === 'confirm' ? ('claim' as const) : ('dispute' as const);
  });
  if (next !== 'silence') return next;
  await record.take(uuid4(), { kind: 'confirm', by: DECIDED_BY_RULES });
  return 'claim';
}

const AFTER_REPLY = { accept: 'order', reply: 'reply', reject: 'rejected' } as const;
