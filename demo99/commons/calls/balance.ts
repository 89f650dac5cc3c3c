import type { Call, Next, Step } from "#commons/call.ts";
import { CallFailed, mayRepeat, wasSent } from "#commons/call-failure.ts";
import { createRetryBudget } from "#commons/calls/retry-budget.ts";

type Instance = {
  url: string;
  /** Calls in flight. */
  pending: number;
  /** Counts the calls of this process; the smallest is next in turn. */
  turn: number;
  avoidedUntil: number;
};

const avoidedMs = 5_000;

/**
 * Spreads calls over the instances of a service: to those with the fewest
 * calls in flight, in turn. When an instance fails, the next one is called; if
 * the failed one got the call, the retry budget has to allow it.
 */
export function balance({
  now = Date.now,
  budget = createRetryBudget(),
} = {}): Step {
  const services = new Map<string, Instance[]>();
  let turns = 0;

  /** Best first; avoided ones last, called only if all are avoided. */
  function rank({ service, instances = [], tiers = [instances] }: Call) {
    const known = services.get(service) ?? [];
    const listed = instances.map(
      (url) =>
        known.find((it) => it.url === url) ?? {
          url,
          pending: 0,
          turn: 0,
          avoidedUntil: 0,
        },
    );
    services.set(service, listed);
    const isAvoided = (it: Instance) => Number(it.avoidedUntil > now());
    const tierOf = ({ url }: Instance) =>
      tiers.findIndex((urls) => urls.includes(url));
    return listed
      .filter((it) => tierOf(it) >= 0)
      .toSorted(
        (a, b) =>
          isAvoided(a) - isAvoided(b) ||
          tierOf(a) - tierOf(b) ||
          a.pending - b.pending ||
          a.turn - b.turn,
      );
  }

  async function callOne(instance: Instance, call: Call, next: Next) {
    instance.turn = ++turns;
    instance.pending++;
    try {
      return await next({ ...call, instance: instance.url });
    } catch (error) {
      if (isGone(error)) instance.avoidedUntil = now() + avoidedMs;
      throw error;
    } finally {
      instance.pending--;
    }
  }

  return async function balanceCall(call, next) {
    const ranked = rank(call);
    for (;;) {
      const instance = ranked.shift();
      if (!instance) throw new RangeError(`${call.service} has no instance.`);
      try {
        return await callOne(instance, call, next);
      } catch (error) {
        if (ranked.length === 0 || !mayRepeat(call, error)) throw error;
        if (wasSent(error) && !budget.spend(call)) throw error;
      }
    }
  };
}

/** Whether the instance was unreachable; a timeout does not prove that. */
function isGone(error: unknown): boolean {
  const failures = ["refused", "reset", "not sendable"];
  return error instanceof CallFailed && failures.includes(error.failure);
}
