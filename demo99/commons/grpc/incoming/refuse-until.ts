import { Unavailable } from "#commons/errors.ts";
import type { Step } from "#commons/grpc/incoming.ts";

/** Refuses calls until the service is prepared for them. */
export function refuseUntil(readiness: { isReady: boolean }): Step {
  return async function startup(call, next) {
    if (!readiness.isReady) throw new Unavailable("Still starting.");
    return next(call);
  };
}
