import { status } from "@grpc/grpc-js";
import type { Step } from "#commons/grpc/incoming.ts";
import { toStatus } from "#commons/grpc/status.ts";
import type { Log } from "#commons/log.ts";

/** Turns everything that is thrown into a status. */
export function answerErrors(log: Log): Step {
  return async function answerError(call, next) {
    try {
      return await next(call);
    } catch (thrown) {
      const error = thrown as Error;
      const outcome = toStatus(error);
      if (outcome.code === status.INTERNAL) {
        log.error({ err: error }, error.message);
      }
      if (outcome.code === status.UNAVAILABLE) log.warn(error.message);
      return outcome;
    }
  };
}
