import {
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  TimeoutStrategy,
  timeout,
  wrap,
} from "cockatiel";
import type { Call, Reply } from "#commons/call.ts";
import { CallFailed } from "#commons/call-failure.ts";
import type { Log } from "#commons/log.ts";

const maxPending = 256;
export const openMs = 3_000;

/**
 * A bulkhead around a circuit around a timeout. Five failures in a row open
 * the circuit: no call for three seconds, then a single one as a probe.
 */
export function createProtection(instance: string, log: Pick<Log, "warn">) {
  const room = bulkhead(maxPending);
  const isHalfOpen = () => circuit.state === CircuitState.HalfOpen;
  const circuit = circuitBreaker(
    handleWhen((error) => isHalfOpen() || isFault(error)).orWhenResult(
      (reply) => isFaulty(reply as Reply),
    ),
    { halfOpenAfter: openMs, breaker: new ConsecutiveBreaker(5) },
  );
  circuit.onBreak(() => log.warn(`the circuit to ${instance} is open`));
  circuit.onReset(() => log.warn(`the circuit to ${instance} is closed`));

  const unlimited = wrap(room, circuit);
  const policyFor = ({ attemptMs }: Call) =>
    attemptMs
      ? wrap(unlimited, timeout(attemptMs, TimeoutStrategy.Cooperative))
      : unlimited;
  return { circuit, isHalfOpen, policyFor };
}

/** A refused connection fails at once, and balance calls the next one. */
function isFault(error: unknown): boolean {
  const faults = ["timed out", "reset"];
  return error instanceof CallFailed && faults.includes(error.failure);
}

/**
 * A 503 with Retry-After comes from an instance that can still answer: it is
 * busy or starts, or its own callee is unavailable. Opening this circuit would
 * spread the failure.
 */
function isFaulty({ status, headers }: Reply): boolean {
  return status >= 500 && !headers["retry-after"];
}
