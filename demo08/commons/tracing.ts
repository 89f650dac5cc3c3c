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
import { context } from "#commons/trace-context.ts";

type Options = {
  service: string;
  /** Delivers spans in Zipkin's format, version 2. */
  report: (spans: unknown[]) => Promise<unknown>;
  /** Whether the spans of a trace are recorded: of all, by default. */
  isSampled?: (id: TraceId) => boolean;
};

/** Records the spans of this instance, and reports them in batches. */
export function createTracing({ service, report, isSampled }: Options) {
  const queue = createBatchQueue(report);
  const logSpan = (span: model.Span) =>
    queue.add(JSON.parse(jsonEncoder.JSON_V2.encode(span)));
  const tracer = new Tracer({
    // The type Context<TraceId> does not allow a missing span.
    ctxImpl: context as Context<TraceId>,
    recorder: new BatchRecorder({ logger: { logSpan } }),
    sampler: new sampler.Sampler(isSampled ?? (() => true)),
    localServiceName: service,
    traceId128Bit: true,
    // Each side of a call has a span: the caller's is the callee's parent.
    supportsJoin: false,
  });
  return { tracer, flush: queue.flush };
}
