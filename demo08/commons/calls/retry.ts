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
 * Repeats a call that no instance has answered, twice at most. A timed-out
 * call is not repeated: balance has tried the other instances by then.
 */
export function retry({ maxAttempts = 2 } = {}): Step {
  return async function retryCall(call, next) {
    const isWorthIt = (error: Error) =>
      error instanceof CallFailed &&
      ["refused", "reset"].includes(error.failure) &&
      mayRepeat(call, error);
    const policy = retryPolicy(handleWhen(isWorthIt), { maxAttempts, backoff });
    return policy.execute(() => next(call), call.signal);
  };
}
