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
  return async function measureCall(call, next) {
    const { instance, method } = call;
    const service = call.service.replace("http://", "");
    const labels = { service, instance, method };
    const end = calls.startTimer(labels);
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
