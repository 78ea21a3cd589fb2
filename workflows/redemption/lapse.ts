import { uuid4 } from '@temporalio/workflow';
import type { DealWait } from '@kequan/contracts';
import type { DealRecord } from './record';

/** Nobody did what was waited for, in the time that the programme gives. */
export async function lapsed(record: DealRecord, waitedFor: DealWait): Promise<'lapsed'> {
  await record.take(uuid4(), { kind: 'lapse', waitedFor });
  return 'lapsed';
}
