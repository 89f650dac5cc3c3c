import { isBrokenCircuitError, isBulkheadRejectedError } from "cockatiel";
import type { Call, Step } from "#commons/call.ts";
import { CallFailed } from "#commons/call-failure.ts";
import { forgetCircuit, watchCircuit } from "#commons/circuits.ts";
import type { Log } from "#commons/log.ts";
import { createProtection, openMs } from "#commons/protection.ts";
import { emit } from "#commons/resilience-events.ts";

type Protection = ReturnType<typeof createProtection>;

/** Stops calls to an instance that does not answer, and fails them at once. */
export function guard(log: Pick<Log, "warn">): Step {
  const services = new Map<string, Map<string, Protection>>();

  /** One for each instance; those that are no longer listed are forgotten. */
  function protectionOf({ service, instance, instances = [] }: Call) {
    const known = services.get(service) ?? new Map<string, Protection>();
    services.set(service, known);
    for (const url of known.keys()) {
      if (instances.includes(url)) continue;
      known.delete(url);
      forgetCircuit(url);
    }
    const protection = known.get(instance) ?? createProtection(instance, log);
    if (!known.has(instance)) {
      watchCircuit({ service, instance }, protection.circuit, openMs);
    }
    known.set(instance, protection);
    return protection;
  }

  return async function guardCall(call, next) {
    const { isHalfOpen, policyFor } = protectionOf(call);
    // cockatiel would hold this call until the probe has its result.
    if (isHalfOpen()) throw rejected(call, "circuit");
    // cockatiel would throw an error of its own.
    if (call.signal.aborted) return next(call);
    try {
      return await policyFor(call).execute(
        ({ signal }) => next({ ...call, signal }),
        call.signal,
      );
    } catch (error) {
      if (isBrokenCircuitError(error)) throw rejected(call, "circuit");
      if (isBulkheadRejectedError(error)) throw rejected(call, "bulkhead");
      throw error;
    }
  };
}

const why = { circuit: "is not answering", bulkhead: "is too busy" };

function rejected(call: Call, reason: keyof typeof why) {
  emit("rejected", call, { reason });
  const message = `${call.service} ${why[reason]}: call not sent.`;
  return new CallFailed("rejected", message);
}
