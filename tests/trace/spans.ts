import { innerOf, readFields } from './protobuf';

/** What the test wants to know of a span. */
export interface Span {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  kind: number;
  /** The library that made it. */
  scope: string;
}

/** The spans of an OTLP ExportTraceServiceRequest (opentelemetry/proto/collector/trace/v1). */
export function spansOf(request: Buffer): Span[] {
  return innerOf(request, 1)
    .flatMap((resourceSpans) => innerOf(resourceSpans, 2))
    .flatMap((scopeSpans) => {
      const scope =
        innerOf(scopeSpans, 1)
          .flatMap((inner) => innerOf(inner, 1))[0]
          ?.toString('utf8') ?? '';
      return innerOf(scopeSpans, 2).map((span) => spanOf(span, scope));
    });
}

function spanOf(span: Buffer, scope: string): Span {
  const hex = (number: number): string => innerOf(span, number)[0]?.toString('hex') ?? '';
  return {
    traceId: hex(1),
    spanId: hex(2),
    parentSpanId: hex(4),
    name: innerOf(span, 5)[0]?.toString('utf8') ?? '',
    kind: Number(readFields(span).find(({ number }) => number === 6)?.value ?? 0n),
    scope,
  };
}
