import type { Tracer } from "zipkin";
import { resilienceEvents } from "#commons/resilience-events.ts";
import { context } from "#commons/trace-context.ts";

/** Annotates the current span with what protections do to its calls. */
export function noteResilience(tracer: Tracer) {
  const note = (text: string) => {
    if (context.getContext()) tracer.recordMessage(text);
  };
  resilienceEvents.on("circuit", ({ service, state }) =>
    note(`circuit to ${service} ${state}`),
  );
  resilienceEvents.on("rejected", ({ service, reason }) =>
    note(`call to ${service} not sent: ${reason}`),
  );
  resilienceEvents.on("retry", ({ service }) => note(`retry ${service}`));
  resilienceEvents.on("fallback", ({ what }) => note(`fallback: ${what}`));
}
