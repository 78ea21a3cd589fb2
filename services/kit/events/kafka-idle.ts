import { createRequire } from 'node:module';

/** What is known here of the client's queue of requests to one broker. */
interface RequestQueue {
  pending: readonly unknown[];
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

const { prototype } = createRequire(__filename)('kafkajs/src/network/requestQueue') as {
  prototype: RequestQueue;
};
const schedule = prototype.scheduleCheckPendingRequests;

/**
 * kafkajs 2.2.4 looks at the queue of every connection again after a negative time, also when nothing waits in it: a
 * timer each millisecond, for ever, about which Node.js 24 warns. An empty queue needs no look; what comes into it asks
 * for one itself.
 */
prototype.scheduleCheckPendingRequests = function () {
  if (this.pending.length > 0) schedule.call(this);
};
