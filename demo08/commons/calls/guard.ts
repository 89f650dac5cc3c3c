import { isBrokenCircuitError, isBulkheadRejectedError } from "cockatiel";
import type { Call, Step } from "#commons/call.ts";
import { CallFailed } from "#commons/call-failure.ts";
import type { Log } from "#commons/log.ts";
import { createProtection } from "#commons/protection.ts";

type Protection = ReturnType<typeof createProtection>;

/** Stops calls to an instance that does not answer, and fails them at once. */
export function guard(log: Pick<Log, "warn">): Step {
  const services = new Map<string, Map<string, Protection>>();

  /** One for each instance; those that are no longer listed are forgotten. */
  function protectionOf({ service, instance, instances = [] }: Call) {
    const known = services.get(service) ?? new Map<string, Protection>();
    services.set(service, known);
    for (const url of known.keys()) {
      if (!instances.includes(url)) known.delete(url);
    }
    const protection = known.get(instance) ?? createProtection(instance, log);
    known.set(instance, protection);
    return protection;
  }

  return async function guardCall(call, next) {
    const { isHalfOpen, policyFor } = protectionOf(call);
    // cockatiel would hold this call until the probe has its result.
    if (isHalfOpen()) throw rejected(call, "is not answering");
    // cockatiel would throw an error of its own.
    if (call.signal.aborted) return next(call);
    try {
      return await policyFor(call).execute(
        ({ signal }) => next({ ...call, signal }),
        call.signal,
      );
    } catch (error) {
      if (isBrokenCircuitError(error)) throw rejected(call, "is not answering");
      if (isBulkheadRejectedError(error)) throw rejected(call, "is too busy");
      throw error;
    }
  };
}

function rejected({ service }: Call, why: string) {
  return new CallFailed("rejected", `${service} ${why}: call not sent.`);
}
