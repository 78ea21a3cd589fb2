import { trace } from '@opentelemetry/api';
import { pino, type DestinationStream, type Logger } from 'pino';
import { hideSecrets } from './hide';

export type { Logger } from 'pino';

/**
 * The process's log: JSON lines with the trace id of the span in which they were written. Personal and secret fields do not
 * reach it, wherever they stand in what is logged.
 */
export function createLog(level: string, service: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service },
    formatters: { log: (entry: object) => hideSecrets(entry) as Record<string, unknown> },
    serializers: { err: (error: Error) => hideSecrets({ ...pino.stdSerializers.err(error) }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => {
      const traceId = currentTraceId();
      return traceId ? { traceId } : {};
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** The trace id of the running span; undefined while tracing is off. */
export function currentTraceId(): string | undefined {
  return trace.getActiveSpan()?.spanContext().traceId;
}
