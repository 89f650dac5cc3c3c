import {
  CircuitState,
  CountBreaker,
  circuitBreaker,
  handleWhen,
} from "cockatiel";
import { isRefused } from "#commons/load-balancer.ts";
import {
  type Callee,
  resilienceEvents,
  type State,
} from "#commons/resilience-events.ts";

export type Answer = { status: number; retryAfter?: string | null | undefined };
type Counts = { failures: number; successes: number };

const openMs = 3_000;
/** Who has answered somebody in this time does not hang. */
const busyMs = 1_000;

/** There was no answer, but that says nothing about the callee. */
export class Inconclusive extends Error {}

export const isTimeout = (error: unknown) =>
  (error as NodeJS.ErrnoException).code === "ETIMEDOUT";

/**
 * The circuit to one instance. It opens when more than half of the last ten
 * calls failed, of at least five; after three seconds one call may try. That
 * time ran out is a failure only if nobody else was answered either.
 */
export function createCircuit(callee: Callee) {
  const breaker = new CountBreaker({
    threshold: 0.5,
    size: 10,
    minimumNumberOfCalls: 5,
  });
  const policy = circuitBreaker(
    handleWhen((error) => isProbing() || isFault(error)).orWhenResult(isFaulty),
    { halfOpenAfter: openMs, breaker },
  );
  const isProbing = () => policy.state === CircuitState.HalfOpen;
  const isBusy = () => Date.now() - answeredAt < busyMs;
  let openUntil = 0;
  let answeredAt = 0;

  /** Who refuses a connection is not there: that is the balancer's affair. */
  function isFault(error: unknown): boolean {
    if (isTimeout(error) && isBusy()) return false;
    return !isRefused(error) && !(error instanceof Inconclusive);
  }

  function tell(state: State, because: string) {
    resilienceEvents.emit("circuit", { ...callee, state, because });
  }

  policy.onSuccess(() => {
    answeredAt = Date.now();
  });
  policy.onHalfOpen(() => tell("half-open", "one call may try"));
  policy.onReset(() => tell("closed", "it answers again"));
  policy.onBreak(() => {
    const { failures, successes } = breaker.state as Counts;
    openUntil = Date.now() + openMs;
    tell("open", `${failures} of ${failures + successes} calls failed`);
  });

  /** To cockatiel, half-open begins with the next call, if one comes. */
  function state(): State {
    if (policy.state === CircuitState.Closed) return "closed";
    return Date.now() < openUntil ? "open" : "half-open";
  }

  return {
    policy,
    state,

    /** Who came while one call tries would wait for it, and burst out then. */
    letsThrough: () => state() !== "open" && !isProbing(),

    retryAfterSeconds: () =>
      Math.max(Math.ceil((openUntil - Date.now()) / 1_000), 1),
  };
}

/**
 * A 503 with Retry-After comes from a service that is well itself: it sheds
 * load, or speaks of one behind it, to which it has a circuit of its own.
 */
function isFaulty(answer: unknown): boolean {
  const { status, retryAfter } = answer as Answer;
  return status >= 500 && !retryAfter;
}
