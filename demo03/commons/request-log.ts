import type { RequestHandler } from "express";
import type { Log } from "#commons/log.ts";

/** One line for each answer, with its status and how long it took. */
export function logRequests(log: Log): RequestHandler {
  return function requestLog(req, res, next) {
    const startedAt = performance.now();
    res.on("finish", () => {
      const ms = Math.round(performance.now() - startedAt);
      log.info(`${req.method} ${req.originalUrl} ${res.statusCode} ${ms} ms`);
    });
    next();
  };
}
