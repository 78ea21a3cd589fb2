import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const BYTES_PER_MB = 1024 * 1024;
const LOOK_EVERY_MS = 1_000;
/** Resident memory that moves by less than this in so many looks has come to rest. */
const STILL_WITHIN_MB = 1;
const STILL_LOOKS = 5;
const MOST_LOOKS = 60;

/** The resident memory of a process, in MB (Linux). */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024) / BYTES_PER_MB;
}

/** The resident memory of some processes when all have come to rest, or after a minute. */
export async function restingMb(pids: readonly number[]): Promise<number[]> {
  const seen: number[][] = [];
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    seen.push(await Promise.all(pids.map(residentMb)));
    const last = seen.slice(-STILL_LOOKS);
    const still = pids.every((_pid, index) => {
      const figures = last.map((one) => one[index] ?? 0);
      return Math.max(...figures) - Math.min(...figures) < STILL_WITHIN_MB;
    });
    if (last.length === STILL_LOOKS && still) break;
    await delay(LOOK_EVERY_MS);
  }
  return seen.at(-1) ?? [];
}
