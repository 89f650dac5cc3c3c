import type { Call } from "#commons/call.ts";
import { emit } from "#commons/resilience-events.ts";

/** Allows for rounding: ten times 0.1 is slightly less than 1. */
const one = 1 - 1e-9;

/**
 * A token bucket for each service: a call adds a tenth of a token, and a
 * repetition takes a token. Callers of an unhealthy service send it at most
 * 10 % more calls, not three times as many.
 */
export function createRetryBudget({ share = 0.1, capacity = 10 } = {}) {
  const tokens = new Map<string, number>();
  const left = ({ service }: Call) => tokens.get(service) ?? capacity;

  return {
    earn(call: Call) {
      tokens.set(call.service, Math.min(left(call) + share, capacity));
    },

    /** False if the call must not be repeated. */
    spend(call: Call): boolean {
      if (left(call) < one) return false;
      tokens.set(call.service, left(call) - 1);
      emit("retry", call, {});
      return true;
    },
  };
}
