import { status } from "@grpc/grpc-js";
import type { Step } from "#commons/grpc/incoming.ts";
import type { Log } from "#commons/log.ts";

/** Logs a line for each call: method, service, status and duration. */
export function logCalls(log: Log): Step {
  return async function logCall(call, next) {
    const startedAt = performance.now();
    const outcome = await next(call);
    const ms = Math.round(performance.now() - startedAt);
    const { method, path, user } = call;
    log.info({ user }, `${method} ${path} ${status[outcome.code]} ${ms} ms`);
    return outcome;
  };
}
