import type { RequestHandler } from "express";
import { callerOf } from "#commons/identity.ts";
import type { Log } from "#commons/log.ts";
import { traceId } from "#commons/tracing/context.ts";

/** One line for each request, with its status and how long it took. */
export function logRequests(log: Log): RequestHandler {
  return function requestLog(req, res, next) {
    const startedAt = performance.now();
    const id = traceId();
    res.on("close", () => {
      const status = res.writableFinished ? res.statusCode : "aborted";
      const ms = Math.round(performance.now() - startedAt);
      const user = callerOf(res)?.user;
      const path = shorten(req.originalUrl);
      // The answer's events come from the socket, which knows of no trace.
      const who = { user, traceId: id };
      log.info(who, `${req.method} ${path} ${status} ${ms} ms`);
    });
    next();
  };
}

function shorten(url: string): string {
  return url.length > 60 ? `${url.slice(0, 59)}…` : url;
}
