import { AsyncResource } from "node:async_hooks";
import type { RequestHandler } from "express";
import type { Log } from "#commons/log.ts";
import { userOf } from "#commons/requests/on-behalf-of.ts";

/** Logs a line for each request: method, path, status and duration. */
export function logRequests(log: Log, level: "info" | "debug"): RequestHandler {
  return function requestLog(req, res, next) {
    const startedAt = performance.now();
    // The event comes from the socket; the line belongs to the request.
    const inContext = AsyncResource.bind(() => {
      const status = res.writableFinished ? res.statusCode : "aborted";
      const ms = Math.round(performance.now() - startedAt);
      const path = shorten(req.originalUrl);
      const user = userOf(res);
      log[level]({ user }, `${req.method} ${path} ${status} ${ms} ms`);
    });
    res.on("close", inContext);
    next();
  };
}

function shorten(url: string): string {
  return url.length > 60 ? `${url.slice(0, 59)}…` : url;
}
