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

/** As `services/kit/events/kafka-idle.ts`, which this package cannot import: without it Node.js 24 warns at each start. */
prototype.scheduleCheckPendingRequests = function () {
  if (this.pending.length > 0) schedule.call(this);
};
