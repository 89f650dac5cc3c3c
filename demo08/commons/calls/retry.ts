import {
  ExponentialBackoff,
  handleWhen,
  retry as retryPolicy,
} from "cockatiel";
import type { Step } from "#commons/call.ts";
import { CallFailed, mayRepeat } from "#commons/call-failure.ts";

// Delays grow, with a jitter, so that callers do not come back all at once.
const backoff = new ExponentialBackoff({ initialDelay: 50, maxDelay: 500 });

/**
 * Repeats a call that every instance has refused, twice at most: one may be
 * about to start. What else is safe to repeat, reconnect and balance have done.
 */
export function retry({ maxAttempts = 2 } = {}): Step {
  return async function retryCall(call, next) {
    const isWorthIt = (error: Error) =>
      error instanceof CallFailed &&
      error.failure === "refused" &&
      mayRepeat(call, error);
    const policy = retryPolicy(handleWhen(isWorthIt), { maxAttempts, backoff });
    return policy.execute(() => next(call), call.signal);
  };
}
