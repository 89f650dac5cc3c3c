import type { Step } from "#commons/call.ts";
import { CallFailed } from "#commons/call-failure.ts";
import { createRetryBudget } from "#commons/calls/retry-budget.ts";

/**
 * Repeats a call whose connection broke. The callee may have closed a kept
 * connection in the moment in which it was used again.
 */
export function reconnect({ budget = createRetryBudget() } = {}): Step {
  return async function reconnectOnce(call, next) {
    try {
      return await next(call);
    } catch (error) {
      const isReset = error instanceof CallFailed && error.failure === "reset";
      if (!isReset || !call.isRepeatable || !budget.spend(call)) throw error;
      return next(call);
    }
  };
}
