import type { CircuitBreakerPolicy } from "cockatiel";
import { CircuitState } from "cockatiel";
import {
  type Callee,
  calleeOf,
  emit,
  type CircuitState as State,
} from "#commons/resilience-events.ts";

type Watched = Callee & { state: () => State };

// One process has one circuit to each instance that it calls.
const circuits = new Map<string, Watched>();

/** Adds a circuit to the metrics, and emits an event when it changes. */
export function watchCircuit(
  callee: Callee,
  policy: CircuitBreakerPolicy,
  openMs: number,
) {
  let openUntil = 0;
  /** cockatiel itself becomes half-open only with the next call. */
  function state(): State {
    if (policy.state === CircuitState.Closed) return "closed";
    return Date.now() < openUntil ? "open" : "half-open";
  }

  policy.onBreak(() => {
    openUntil = Date.now() + openMs;
    emit("circuit", callee, { state: "open" });
  });
  policy.onHalfOpen(() => emit("circuit", callee, { state: "half-open" }));
  policy.onReset(() => emit("circuit", callee, { state: "closed" }));
  circuits.set(callee.instance, { ...calleeOf(callee), state });
}

/** Called when the instance is no longer registered. */
export function forgetCircuit(instance: string) {
  circuits.delete(instance);
}

export const listCircuits = () => [...circuits.values()];
