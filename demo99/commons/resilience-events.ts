import { EventEmitter } from "node:events";
import type { Call } from "#commons/call.ts";

export type Callee = { service: string; instance: string };
export type CircuitState = "closed" | "half-open" | "open";

/** What protections do to calls and requests; counted, and noted in traces. */
export type ResilienceEvents = {
  circuit: [Callee & { state: CircuitState }];
  /** A call was not sent. */
  rejected: [Callee & { reason: "circuit" | "bulkhead" | "deadline" }];
  /** A call was sent again. */
  retry: [Callee];
  /** A request was refused, since there were too many. */
  shed: [object];
  /** A reply was given without a service that it needs. */
  fallback: [{ what: string }];
};

/** Emits in the asynchronous context of the request concerned. */
export const resilienceEvents = new EventEmitter<ResilienceEvents>();

/** The labels of a call's callee, as `http_client_requests_seconds` has them. */
export function calleeOf({ service, instance }: Callee): Callee {
  return { service: service.replace(/^\w+:\/\//, ""), instance };
}

type OfCalls = "rejected" | "retry" | "circuit";

/** Emits an event about a call. */
export function emit<Name extends OfCalls>(
  name: Name,
  call: Pick<Call, "service" | "instance">,
  details: Omit<ResilienceEvents[Name][0], keyof Callee>,
) {
  const event = { ...calleeOf(call), ...details };
  resilienceEvents.emit(name, ...([event] as never));
}
