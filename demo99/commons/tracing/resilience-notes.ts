import { resilienceEvents } from "#commons/resilience-events.ts";
import { annotate } from "#commons/tracing.ts";

/** Notes in the current span what becomes of its calls. Once a process. */
export function noteResilience() {
  resilienceEvents.on("circuit", ({ service, state, because }) =>
    annotate(`circuit to ${service} ${state}: ${because}`),
  );
  resilienceEvents.on("rejected", ({ service, reason }) =>
    annotate(`${service} not called: ${reason}`),
  );
  resilienceEvents.on("retry", ({ service }) => annotate(`retry ${service}`));
}
