import type { Step } from "#commons/call.ts";

/**
 * Gives each attempt half of the call's time, so that another instance can be
 * tried. A forwarded call is not limited: its callee makes calls of its own,
 * and each of them is.
 */
export function limitAttempts(): Step {
  return (call, next) => {
    if (call.isForwarded) return next(call);
    const attemptMs = (call.deadline - performance.now()) / 2;
    return next({ ...call, attemptMs });
  };
}
