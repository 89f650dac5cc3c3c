import type { Call, Step } from "#commons/call.ts";
import { CallFailed, clientGone } from "#commons/call-failure.ts";
import { requestDeadline, timeoutHeader } from "#commons/deadline.ts";
import { emit } from "#commons/resilience-events.ts";

/** The rest of the time is for the callee's reply, such as a 503. */
const shareForCallee = 0.9;

/**
 * Ends a call when the client of the current request stops waiting, and sends
 * the callee the time that this service will wait.
 */
export function keepDeadline(): Step {
  return async function keepDeadlineOfCall(call, next) {
    const usualMs = usualTimeOf(call);
    const leftMs = requestDeadline() - performance.now();
    if (leftMs < 1) throw tooLate(call);

    const givenMs = Math.min(usualMs, leftMs);
    const giveUp = new AbortController();
    // With less than half of the usual time, a time-out is not the callee's
    // fault: it must not open the circuit.
    const reason = givenMs < usualMs / 2 ? clientGone : "timed out";
    const timer = setTimeout(() => giveUp.abort(reason), givenMs);
    const signal = AbortSignal.any([call.signal, giveUp.signal]);
    const header = {
      [timeoutHeader]: `${Math.floor(givenMs * shareForCallee)}`,
    };
    const headers = { ...call.headers, ...header };
    return next({ ...call, signal, headers }).finally(() =>
      clearTimeout(timer),
    );
  };
}

function usualTimeOf({ deadline, attemptMs = Infinity }: Call): number {
  const leftMs = Math.max(deadline - performance.now(), 1);
  return Math.min(leftMs, attemptMs);
}

/** No step repeats a cancelled call. */
function tooLate(call: Call) {
  emit("rejected", call, { reason: "deadline" });
  const message = `${call.service} is not called: the time is up.`;
  return new CallFailed("cancelled", message);
}
