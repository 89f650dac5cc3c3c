import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Request, RequestHandler } from "express";
import { Unavailable } from "#commons/errors.ts";
import { callerOf } from "#commons/requests/authorize.ts";
import { resilienceEvents } from "#commons/resilience-events.ts";

type Settings = {
  /** The limit of requests in flight. */
  limit?: number;
  /** The limit while the event loop lags by more than `maxLagMs`. */
  limitWhileLagging?: number;
  maxLagMs?: number;
  lagMs?: () => number;
};

/**
 * Refuses requests while too many are in flight: a quick 503 for some, so that
 * the others get a reply in time. A request whose body has not arrived is no
 * work yet, and does not count. Staff are never refused.
 */
export function shedLoad({
  limit = 512,
  limitWhileLagging = 256,
  maxLagMs = 500,
  lagMs = eventLoopLag(),
}: Settings = {}): RequestHandler {
  let inFlight = 0;

  return function loadShedding(req, res, next) {
    const current = lagMs() > maxLagMs ? limitWhileLagging : limit;
    if (inFlight >= current && callerOf(res)?.role !== "admin") {
      resilienceEvents.emit("shed", {});
      throw new Unavailable("Too busy: try again in a second.");
    }
    const begin = () => {
      if (res.closed) return;
      inFlight++;
      res.once("close", () => inFlight--);
    };
    if (hasBody(req)) req.once("end", begin);
    else begin();
    next();
  };
}

function hasBody({ headers }: Request): boolean {
  const length = Number(headers["content-length"] ?? 0);
  return length > 0 || headers["transfer-encoding"] !== undefined;
}

/** Each turn of the watch wakes an idle process: five a second are enough. */
const resolutionMs = 200;
const windowMs = 1_000;

let watch: (() => number) | undefined;

/** One watch for all servers of a process. */
function eventLoopLag(): () => number {
  watch ??= watchEventLoop();
  return watch;
}

/**
 * The median time between two turns of the event loop in the last window: a
 * single pause is no overload. While the loop is idle, it is `resolutionMs`.
 */
function watchEventLoop(): () => number {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  let lagMs = 0;
  histogram.enable();
  setInterval(() => {
    lagMs = histogram.percentile(50) / 1e6;
    histogram.reset();
  }, windowMs).unref();
  return () => lagMs;
}
