import { bulkhead, TimeoutStrategy, timeout, wrap } from "cockatiel";
import { type Answer, createCircuit, Inconclusive } from "#commons/circuit.ts";
import { clampToDeadline, deadlineHeader } from "#commons/deadline.ts";
import { Unavailable } from "#commons/errors.ts";
import {
  type Callee,
  type Reason,
  resilienceEvents,
  type State,
} from "#commons/resilience-events.ts";

/** What a call has to keep to, and to pass on. */
export type Limits = { signal: AbortSignal; headers: Record<string, string> };
type Send<T> = (limits: Limits) => Promise<T>;
type Patience = { timeoutMs: number; givenMs: number; signal: AbortSignal };

/** Half of what a service takes on: nobody's silence fills all of it. */
const mostUnderWay = 256;
const rememberedMs = 60_000;
/** As forwarding calls it when there is nobody left to answer. */
const callerGone = 499;

const reasons: Record<Reason, string> = {
  circuit: "does not answer: its circuit is open.",
  bulkhead: "has too many calls to answer.",
  deadline: "is not called any more: time is up.",
};

/** The call was not sent. */
class Rejected extends Unavailable {}

type Guard = ReturnType<typeof createGuard>;

// One process makes up its mind about an instance once, for all its clients.
const guards = new Map<string, Guard>();

/**
 * Calls an instance: a bulkhead around a circuit around a timeout. Throws
 * Unavailable, and sends nothing, if one of them is in the way.
 */
export function callGuarded<T extends Answer>(
  { timeoutMs, ...callee }: Callee & { timeoutMs: number },
  send: Send<T>,
): Promise<T> {
  const guard = guards.get(callee.instance) ?? createGuard(callee);
  guards.set(callee.instance, guard);
  return guard.call(timeoutMs, send);
}

/** The circuits of this process, but for those long unused. */
export function listCircuits(): (Callee & { state: State })[] {
  for (const [instance, guard] of guards) {
    if (guard.isForgotten()) guards.delete(instance);
  }
  return [...guards.values()].map((guard) => guard.describe());
}

export const isRejected = (error: unknown) => error instanceof Rejected;

function createGuard(callee: Callee) {
  const circuit = createCircuit(callee);
  const room = bulkhead(mostUnderWay);
  let usedAt = 0;

  function reject(reason: Reason, seconds = 1) {
    resilienceEvents.emit("rejected", { ...callee, reason });
    const headers = { "retry-after": String(seconds) };
    const message = `http://${callee.service} ${reasons[reason]}`;
    return new Rejected(message, { headers });
  }

  return {
    describe: () => ({ ...callee, state: circuit.state() }),
    isForgotten: () => Date.now() - usedAt > rememberedMs,

    async call<T extends Answer>(timeoutMs: number, send: Send<T>): Promise<T> {
      usedAt = Date.now();
      const givenMs = clampToDeadline(timeoutMs);
      if (givenMs === 0) throw reject("deadline");
      if (!circuit.letsThrough()) {
        throw reject("circuit", circuit.retryAfterSeconds());
      }
      if (room.executionSlots === 0) throw reject("bulkhead");

      const patience = timeout(givenMs, TimeoutStrategy.Cooperative);
      // A signal of its own: the default one would hold a listener a call.
      return wrap(room, circuit.policy, patience).execute(
        ({ signal }) => attempt(send, { timeoutMs, givenMs, signal }),
        new AbortController().signal,
      );
    },
  };
}

async function attempt<T extends Answer>(
  send: Send<T>,
  { timeoutMs, givenMs, signal }: Patience,
): Promise<T> {
  const headers = deadlineHeader(givenMs);
  const answer = await send({ signal, headers }).catch((cause) => {
    if (!signal.aborted) throw cause;
    const message = `no answer within ${givenMs} ms`;
    // Who is given less than half of the usual time is not to blame.
    if (givenMs < timeoutMs / 2) throw new Inconclusive(message, { cause });
    throw Object.assign(new Error(message, { cause }), { code: "ETIMEDOUT" });
  });
  if (answer.status === callerGone) throw new Inconclusive("the caller left");
  return answer;
}
