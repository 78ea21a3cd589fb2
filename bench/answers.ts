import type { InfraEndpoints } from '@kequan/dev';
import { closedLoop, openLoop, type Latency } from './latency';
import type { Sized } from './size';
import { startSubmitting } from './submissions';

/** How long a caller waits for the answer of an Update, over HTTP. */
export interface Answers {
  idle: Latency;
  peak: Latency;
  halfOfPeak: Latency;
}

const WARM_UP = 100;
const IDLE = 200;
const PEAK = 600;
const AT_ONCE = 32;
const HALF_SECONDS = 20;
/** Of fewer no hundredth part can be told. */
const LEAST_SAMPLES = 200;

/**
 * Submits registrations: the request, the process begun with its Update, the submission recorded and its event written, the
 * answer. Alone, as many as go, and at half of what went.
 */
export async function benchAnswers(endpoints: InfraEndpoints, sized: Sized): Promise<Answers> {
  const submitting = await startSubmitting(endpoints);
  const { submit } = submitting;
  try {
    await closedLoop(await submitting.institutions(sized(WARM_UP, AT_ONCE)), AT_ONCE, submit);
    const idle = await closedLoop(await submitting.institutions(sized(IDLE)), 1, submit);
    const peak = await closedLoop(await submitting.institutions(sized(PEAK, AT_ONCE)), AT_ONCE, submit);
    const half = peak.rate / 2;
    const due = await submitting.institutions(sized(Math.max(LEAST_SAMPLES, Math.ceil(half * HALF_SECONDS))));
    const halfOfPeak = await openLoop(due, half, submit);
    return { idle, peak, halfOfPeak };
  } finally {
    await submitting.host.stop();
  }
}
