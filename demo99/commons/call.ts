import type { Tracer } from "zipkin";
import { attempt } from "#commons/call-failure.ts";
import { balance } from "#commons/calls/balance.ts";
import { keepDeadline } from "#commons/calls/deadline.ts";
import { guard } from "#commons/calls/guard.ts";
import { limitAttempts } from "#commons/calls/limit-attempts.ts";
import { measure } from "#commons/calls/measure.ts";
import { pickVersion } from "#commons/calls/pick-version.ts";
import { reconnect } from "#commons/calls/reconnect.ts";
import { resolve } from "#commons/calls/resolve.ts";
import { retry } from "#commons/calls/retry.ts";
import { createRetryBudget } from "#commons/calls/retry-budget.ts";
import { trace } from "#commons/calls/trace.ts";
import type { Log } from "#commons/log.ts";
import type { Registry } from "#commons/registry.ts";

/** A call to another service, on its way out. */
export type Call = {
  /** The callee as its client names it: a base URL. */
  service: string;
  /** The base URL of the instance that the call is sent to. */
  instance: string;
  method: string;
  path: string;
  headers: Record<string, string | string[]>;
  /** Aborts when the caller has waited long enough, or has gone. */
  signal: AbortSignal;
  /** When it aborts at the latest, on the clock of `performance`. */
  deadline: number;
  /** Whether a second delivery does no harm. */
  isRepeatable: boolean;
  /** Whether a client's request is passed on, with that client's headers. */
  isForwarded: boolean;
  /** The time for one attempt; without it, all of the call's time. */
  attemptMs?: number | undefined;
  /** The base URLs of all instances, once they are known. */
  instances?: string[];
  /** Those that may get the call, the preferred ones first; if not all. */
  tiers?: string[][];
};

export type Reply = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
};

export type Next = (call: Call) => Promise<Reply>;

/** Does one thing to every call. Throws CallFailed when there is no reply. */
export type Step = (call: Call, next: Next) => Promise<Reply>;

/** Delivers a call to `call.instance`. */
export type Send<R extends Reply> = (call: Call) => Promise<R>;
export type Caller = ReturnType<typeof createCaller>;

/** The steps of every outgoing call, outermost first. */
export function createCaller(
  registry: Pick<Registry, "find" | "list">,
  identify: Step,
  log: Pick<Log, "warn">,
  tracer: Tracer,
) {
  // One for all three steps that repeat calls.
  const budget = createRetryBudget();
  const steps: Step[] = [
    // Before any attempt: it divides the call's time.
    limitAttempts(),
    // The steps below need the list of instances.
    resolve(registry),
    // Above retry: all attempts of a call have one draw.
    pickVersion(registry),
    // One token for all attempts.
    identify,
    // Around balance: a repeated call can go to any instance.
    retry({ budget }),
    // All steps below concern one instance, and run once for each attempt.
    balance({ budget }),
    // Around measure: a call that is not sent is not measured.
    guard(log),
    // Below guard: the callee must know its limit of an attempt, too.
    keepDeadline(),
    // Measures each attempt: one instance may be slower than the others.
    measure(),
    // A span for each attempt, of the time that was measured.
    trace(tracer),
    // Innermost: the same instance once more, on a new connection.
    reconnect({ budget }),
  ];

  return function makeCall<R extends Reply>(call: Call, send: Send<R>) {
    const last: Next = (it) => attempt(it, send);
    const first = steps.reduceRight<Next>(
      (next, step) => (it) => step(it, next),
      last,
    );
    return first(call) as Promise<R>;
  };
}
