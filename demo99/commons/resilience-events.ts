import { EventEmitter } from "node:events";

export type Callee = { service: string; instance: string };
export type State = "closed" | "half-open" | "open";
export type Reason = "circuit" | "bulkhead" | "deadline";

/** What happens to calls; heard by whoever counts, logs or traces it. */
export type ResilienceEvents = {
  circuit: [Callee & { state: State; because: string }];
  /** It was not sent: no call is made to this instance now. */
  rejected: [Callee & { reason: Reason }];
  retry: [{ service: string }];
  shed: [];
};

/** Emits while the call in question runs, and so in its async context. */
export const resilienceEvents = new EventEmitter<ResilienceEvents>();
