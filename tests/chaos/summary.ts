import type { ChaosReport } from './chaos';
import type { ChaosOptions } from './options';
import { VICTIMS } from './plan';

/** A chaos run in words. @param seconds how long it took in all */
export function summaryOf(report: ChaosReport, options: ChaosOptions, seconds: number): string[] {
  const { journeys, steps, struck, retries, repeatedDeliveries, findings, differences } = report;
  const kinds = Object.entries(journeys).map(([name, count]) => `${count} × ${name}`);
  const kills = VICTIMS.map((victim) => {
    const ofIt = struck.filter((one) => one.victim === victim);
    const longest = Math.max(0, ...ofIt.map(({ awayMs }) => awayMs));
    return `${victim} ${ofIt.length} times (away ${(longest / 1000).toFixed(1)} s at most)`;
  });
  return [
    '',
    `Chaos with seed ${options.seed}: ${options.journeys} journeys at once (${kinds.join(', ')}), ${steps} steps over the public API, ${seconds.toFixed(0)} s in all.`,
    `Killed with SIGKILL: ${kills.join(', ')}.`,
    `Clients repeated ${retries} requests, each command with its Idempotency-Key; Kafka carried ${repeatedDeliveries} events a second time.`,
    `Effects: ${findings.events} events, ${findings.timelineEntries} timeline entries and ${findings.sms} short messages, ${findings.deadLetters} dead letters.`,
    `Audit: ${findings.audit}.`,
    differences.length === 0
      ? 'Every journey ended as it must; nothing is missing and nothing doubled.'
      : `${differences.length} DIFFERENCES:`,
    ...differences.map((one) => `  ${one}`),
  ];
}
