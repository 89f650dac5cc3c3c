import { AsyncResource } from "node:async_hooks";
import type { RequestHandler, Response } from "express";
import type { Log } from "#commons/log.ts";
import { callerOf } from "#commons/requests/caller.ts";
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
      const actual = isRoutine(res) ? "debug" : level;
      log[actual]({ user }, `${req.method} ${path} ${status} ${ms} ms`);
    });
    res.on("close", inContext);
    next();
  };
}

/** A read of sync-api: it reads all of its sources every few seconds. */
function isRoutine(res: Response): boolean {
  const isRead = res.req.method === "GET" && res.statusCode < 400;
  return isRead && callerOf(res)?.name === "sync-api";
}

function shorten(url: string): string {
  return url.length > 60 ? `${url.slice(0, 59)}…` : url;
}
