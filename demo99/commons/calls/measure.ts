import { Histogram } from "prom-client";
import type { Step } from "#commons/call.ts";
import { CallFailed } from "#commons/call-failure.ts";
import { buckets, register } from "#commons/metrics.ts";

const calls = new Histogram({
  name: "http_client_requests_seconds",
  help: "Calls to other services; the outcome is a status or a failure.",
  labelNames: ["service", "instance", "method", "outcome"],
  buckets,
  registers: [register],
});

/** Measures how long each attempt takes, and how it ends. */
export function measure(): Step {
  const known = new Map<string, string[]>();
  return async function measureCall(call, next) {
    const { instance, instances = [], method } = call;
    const service = call.service.replace(/^\w+:\/\//, "");
    const hasGone = known.get(service)?.some((it) => !instances.includes(it));
    // Counters may start again; those of gone instances would stay for ever.
    if (hasGone) calls.reset();
    known.set(service, instances);
    const end = calls.startTimer({ service, instance, method });
    try {
      const reply = await next(call);
      end({ outcome: reply.status });
      return reply;
    } catch (error) {
      end({ outcome: error instanceof CallFailed ? error.failure : "error" });
      throw error;
    }
  };
}
