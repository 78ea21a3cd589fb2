import type { Infra } from '@kequan/dev';
import { cpuMs, pidsOf } from './cpu';
import { closedLoop, openLoop, type Latency } from './latency';
import type { Sized } from './size';
import { startSubmitting } from './submissions';

/** How long a caller waits for the answer of an Update, over HTTP. */
export interface Answers {
  idle: Latency;
  peak: Latency;
  halfOfPeak: Latency;
  /** What host and infrastructure computed for one answer at the peak: with the cores it bounds the rate. */
  peakCpuMs: number;
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
export async function benchAnswers(infra: Infra, sized: Sized): Promise<Answers> {
  const submitting = await startSubmitting(infra.endpoints);
  const { submit } = submitting;
  try {
    await closedLoop(await submitting.institutions(sized(WARM_UP, AT_ONCE)), AT_ONCE, submit);
    const idle = await closedLoop(await submitting.institutions(sized(IDLE)), 1, submit);
    const peaking = await submitting.institutions(sized(PEAK, AT_ONCE));
    const pids = pidsOf(infra, submitting.host.pid);
    const before = cpuMs(pids);
    const peak = await closedLoop(peaking, AT_ONCE, submit);
    const peakCpuMs = (cpuMs(pids) - before) / peaking.length;
    const half = peak.rate / 2;
    const due = await submitting.institutions(sized(Math.max(LEAST_SAMPLES, Math.ceil(half * HALF_SECONDS))));
    const halfOfPeak = await openLoop(due, half, submit);
    return { idle, peak, halfOfPeak, peakCpuMs };
  } finally {
    await submitting.host.stop();
  }
}
