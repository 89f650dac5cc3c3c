import { once } from "node:events";
import { Metadata, status } from "@grpc/grpc-js";
import { withDeadline } from "#commons/deadline.ts";
import type { Incoming, Outcome, Step } from "#commons/grpc/incoming.ts";

const longestMs = 10_000;

/**
 * Ends a call when its client has stopped waiting, and passes the time that is
 * left on to the calls of its work.
 */
export function limitTime(): Step {
  return async function limitTimeOfCall(call, next) {
    const leftMs = Math.min(call.deadline - Date.now(), longestMs);
    const work = withDeadline(performance.now() + leftMs, () => next(call));
    return Promise.race([work, givenUp(call)]);
  };
}

async function givenUp({ signal, deadline }: Incoming): Promise<Outcome> {
  if (!signal.aborted) await once(signal, "abort");
  const isLate = Date.now() >= deadline;
  const code = isLate ? status.DEADLINE_EXCEEDED : status.CANCELLED;
  return { code, details: "", metadata: new Metadata() };
}
