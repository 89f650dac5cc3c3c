import type { RequestHandler } from "express";
import { callerOf } from "#commons/identity.ts";
import type { Log } from "#commons/log.ts";

/** One line for each request, with its status and how long it took. */
export function logRequests(log: Log): RequestHandler {
  return function requestLog(req, res, next) {
    const startedAt = performance.now();
    res.on("close", () => {
      const status = res.writableFinished ? res.statusCode : "aborted";
      const ms = Math.round(performance.now() - startedAt);
      const user = callerOf(res)?.user;
      const path = shorten(req.originalUrl);
      log.info({ user }, `${req.method} ${path} ${status} ${ms} ms`);
    });
    next();
  };
}

function shorten(url: string): string {
  return url.length > 60 ? `${url.slice(0, 59)}…` : url;
}
