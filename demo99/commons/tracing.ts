import {
  BatchRecorder,
  type Context,
  sampler,
  type TraceId,
  Tracer,
} from "zipkin";
import type { Registry } from "#commons/registry.ts";
import { context } from "#commons/tracing/context.ts";
import { createReporter } from "#commons/tracing/reporter.ts";
import { createSampler } from "#commons/tracing/sampler.ts";

type Instance = {
  service: string;
  port: number;
  registry: Pick<Registry, "find" | "instanceId">;
};

export type TracingSettings = {
  /** The share of the traces that is recorded, from 0 to 1. */
  rate: string;
  /** Of a Zipkin; if empty, whoever is registered as `tracing`. */
  url: string;
};

// One process is one instance of one service: it has one tracer, or none.
let tracing: ReturnType<typeof createTracing> | undefined;

/** Records the requests that come to this instance, and reports them. */
export function startTracing(instance: Instance, settings: TracingSettings) {
  tracing = createTracing(instance, settings);
}

function createTracing(
  { service, port, registry }: Instance,
  { rate, url }: TracingSettings,
) {
  const find = async () => (url ? [url] : registry.find("http://tracing"));
  const reporter = createReporter({ find });
  const tracer = new Tracer({
    // It may say that there is no span.
    ctxImpl: context as Context<TraceId>,
    recorder: new BatchRecorder({ logger: reporter }),
    sampler: new sampler.Sampler(createSampler(rate)),
    localServiceName: service,
    defaultTags: { instance: registry.instanceId },
    traceId128Bit: true,
    // Each span has an id of its own: the caller's is the callee's parent.
    supportsJoin: false,
  });
  return { tracer, service, port, reporter };
}

export const getTracing = () => tracing;

/** Reports what is left. */
export async function stopTracing() {
  await tracing?.reporter.send();
  tracing = undefined;
}

/** Says in the current span what has happened, such as a retry. */
export function annotate(text: string) {
  if (context.getContext()) tracing?.tracer.recordMessage(text);
}
