import {
  BatchRecorder,
  type Context,
  jsonEncoder,
  type model,
  sampler,
  type TraceId,
  Tracer,
} from "zipkin";
import { createBatchQueue } from "#commons/batch-queue.ts";
import { droppedSpans } from "#commons/dropped.ts";
import { context } from "#commons/trace-context.ts";

type Options = {
  service: string;
  /** A tag of each span: which instance of the service it was. */
  instance?: string;
  /** Delivers spans in Zipkin's format, version 2. */
  report: (spans: unknown[]) => Promise<unknown>;
  /** Whether the spans of a trace are recorded: of all, by default. */
  isSampled?: (id: TraceId) => boolean;
};

/** Records the spans of this instance, and reports them in batches. */
export function createTracing({
  service,
  instance,
  report,
  isSampled,
}: Options) {
  const queue = createBatchQueue(report, {
    onDrop: (count) => droppedSpans.inc(count),
  });
  function logSpan(span: model.Span) {
    // An annotation after the end of its span would be a span of its own.
    if (!span.name) return;
    queue.add(JSON.parse(jsonEncoder.JSON_V2.encode(span)));
  }
  const tracer = new Tracer({
    // The type Context<TraceId> does not allow a missing span.
    ctxImpl: context as Context<TraceId>,
    recorder: new BatchRecorder({ logger: { logSpan } }),
    sampler: new sampler.Sampler(isSampled ?? (() => true)),
    localServiceName: service,
    ...(instance && { defaultTags: { instance } }),
    traceId128Bit: true,
    // Each side of a call has a span: the caller's is the callee's parent.
    supportsJoin: false,
  });
  return { tracer, flush: queue.flush };
}
