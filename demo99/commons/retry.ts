import { setTimeout as delay } from "node:timers/promises";
import { isTimeout } from "#commons/circuit.ts";
import { clampToDeadline } from "#commons/deadline.ts";
import { isRefused, isReset } from "#commons/load-balancer.ts";
import { isRejected } from "#commons/resilience.ts";
import { resilienceEvents } from "#commons/resilience-events.ts";

const mostRetries = 2;
const backoffMs = 50;

/**
 * A token bucket: each call puts in a tenth of a token, each repetition takes
 * one out. However ill a callee is, it gets 10 % more calls and no storm.
 */
export function createRetryBudget({ share = 0.1, capacity = 10 } = {}) {
  let tokens = capacity;
  return {
    earn() {
      tokens = Math.min(tokens + share, capacity);
    },
    spend(): boolean {
      // Ten tenths are a little less than one.
      if (tokens < 1 - 1e-9) return false;
      tokens--;
      return true;
    },
  };
}

type MayCallNext = (error: unknown) => boolean;

/** Repeats the calls of one client to a service, where that is safe. */
export function createRetries(service: string) {
  const budget = createRetryBudget();

  function spend(): boolean {
    const isGranted = budget.spend();
    if (isGranted) resilienceEvents.emit("retry", { service });
    return isGranted;
  }

  /** Waits before the next attempt; throws if there is to be none. */
  async function prepare(attempt: number, error: unknown) {
    const waitMs = Math.ceil(Math.random() * backoffMs * 2 ** attempt);
    const isLate = clampToDeadline(waitMs) < waitMs;
    if (attempt > mostRetries || isLate || !spend()) throw error;
    await delay(waitMs);
  }

  /**
   * Makes a call, and again if nobody was there or the connection broke; if it
   * may arrive twice, that is. After a timeout only another instance is called:
   * the caller has waited, and would in vain.
   */
  return async function withRetries<T>(
    mayRepeat: () => boolean,
    call: (mayCallNext: MayCallNext) => Promise<T>,
  ): Promise<T> {
    const isSafe = (error: unknown) =>
      isRefused(error) || (isReset(error) && mayRepeat());
    // What was not sent was no call, and takes nothing from the budget.
    const mayCallNext = (error: unknown) =>
      isRejected(error) ||
      isRefused(error) ||
      (hasNoAnswer(error) && mayRepeat() && spend());

    budget.earn();
    for (let attempt = 1; ; attempt++) {
      try {
        return await call(mayCallNext);
      } catch (error) {
        if (!isSafe(error)) throw error;
        await prepare(attempt, error);
      }
    }
  };
}

function hasNoAnswer(error: unknown): boolean {
  return isReset(error) || isTimeout(error);
}
