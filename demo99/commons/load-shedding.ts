import { monitorEventLoopDelay } from "node:perf_hooks";
import type { RequestHandler } from "express";
import { Unavailable } from "#commons/errors.ts";
import { callerOf } from "#commons/identity.ts";
import { resilienceEvents } from "#commons/resilience-events.ts";

type Settings = {
  /** Requests under way that are too many, however quick the event loop is. */
  most?: number;
  /** So many that they may be why it lags; with fewer, something else is. */
  crowd?: number;
  longestLagMs?: number;
  lagMs?: () => number;
};

/**
 * Refuses requests at once while there are too many of them, or while many
 * make the event loop lag: a quick no for some, so that others get an answer.
 */
export function shedLoad({
  most = 512,
  crowd = 256,
  longestLagMs = 500,
  lagMs = watchEventLoop(),
}: Settings = {}): RequestHandler {
  let underWay = 0;

  return function loadShedding(_req, res, next) {
    const limit = lagMs() > longestLagMs ? crowd : most;
    // Who comes to help has to get in.
    const isAdmin = callerOf(res)?.role === "admin";
    if (underWay >= limit && !isAdmin) {
      resilienceEvents.emit("shed");
      throw new Unavailable("Too busy: try again in a second.");
    }
    underWay++;
    res.on("close", () => underWay--);
    next();
  };
}

const resolutionMs = 20;
const windowMs = 500;

/** The median lag of late: one pause, however long, is no overload. */
function watchEventLoop(): () => number {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  let lagMs = 0;
  histogram.enable();
  setInterval(() => {
    lagMs = histogram.percentile(50) / 1e6 - resolutionMs;
    histogram.reset();
  }, windowMs).unref();
  return () => lagMs;
}
