import {
  ExponentialBackoff,
  handleWhen,
  retry as retryPolicy,
} from "cockatiel";
import type { Step } from "#commons/call.ts";
import { CallFailed, mayRepeat } from "#commons/call-failure.ts";
import { createRetryBudget } from "#commons/calls/retry-budget.ts";

// Delays grow, with a jitter, so that callers do not come back all at once.
const backoff = new ExponentialBackoff({ initialDelay: 50, maxDelay: 500 });

/**
 * Repeats a call that every instance has refused, twice at most: one may be
 * about to start. What else is safe to repeat, reconnect and balance have done.
 * No call is repeated while the retry budget is used up.
 */
export function retry({
  maxAttempts = 2,
  budget = createRetryBudget(),
} = {}): Step {
  return async function retryCall(call, next) {
    budget.earn(call);
    let attempts = 0;
    const grant = (error: Error) =>
      error instanceof CallFailed &&
      error.failure === "refused" &&
      mayRepeat(call, error) &&
      ++attempts <= maxAttempts &&
      budget.spend(call);
    const policy = retryPolicy(handleWhen(grant), { maxAttempts, backoff });
    return policy.execute(() => next(call), call.signal);
  };
}
