import { MongoClient } from 'mongodb';
import type { Infra } from '@kequan/dev';
import { databaseNameOf } from '@kequan/kit';
import { setTimeout as delay } from 'node:timers/promises';
import { closedLoop } from './latency';
import { restingMb } from './resident';
import type { Sized } from './size';
import { startSubmitting } from './submissions';

/** What waiting processes cost one program in memory. */
export interface OpenProcesses {
  process: string;
  opened: number;
  beforeMb: number;
  afterMb: number;
}

/** So many wait before the first look: programs warm up and fill what they keep ready at any load. */
const WARM_UP = 500;
const OPENED = 2_000;
const AT_ONCE = 32;
const TASKS_WITHIN_MS = 300_000;

/** Opens onboardings that wait for a reviewer, and compares the resident memory of host and Temporal before and after. */
export async function benchOpenProcesses(infra: Infra, sized: Sized): Promise<OpenProcesses[]> {
  const temporal = infra.parts.find(({ name }) => name === 'temporal')?.pid;
  if (temporal === undefined) throw new Error('Temporal runs elsewhere: its memory cannot be read');
  const submitting = await startSubmitting(infra.endpoints);
  const mongo = new MongoClient(infra.endpoints.mongodbUrl);
  const tasks = mongo.db(databaseNameOf(submitting.instance, 'review')).collection('tasks');
  const open = async (count: number, inAll: number): Promise<number[]> => {
    await closedLoop(await submitting.institutions(count), AT_ONCE, submitting.submit);
    // The task is the last thing that a process does before it waits.
    const deadlineMs = Date.now() + TASKS_WITHIN_MS;
    while ((await tasks.countDocuments({})) < inAll) {
      if (Date.now() > deadlineMs) throw new Error(`fewer than ${inAll} processes wait`);
      await delay(200);
    }
    return restingMb([submitting.host.pid, temporal]);
  };
  try {
    const [warmUp, opened] = [sized(WARM_UP, AT_ONCE), sized(OPENED, AT_ONCE)];
    const before = await open(warmUp, warmUp);
    const after = await open(opened, warmUp + opened);
    return ['host, all services', 'temporal'].map((process, index) => ({
      process,
      opened,
      beforeMb: before[index] ?? 0,
      afterMb: after[index] ?? 0,
    }));
  } finally {
    await mongo.close();
    await submitting.host.stop();
  }
}
