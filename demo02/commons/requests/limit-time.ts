import type { ErrorRequestHandler, RequestHandler } from "express";
import { Unavailable } from "#commons/errors.ts";

/** Less than forward.ts waits for the reply to a write. */
const usualLimits = { readMs: 5_000, writeMs: 8_000 };

/**
 * Answers 503 when a response has not begun in time. The database driver can
 * leave an operation without an end: one that is sent while the server crashes.
 */
export function limitTime(
  answer: ErrorRequestHandler,
  { readMs, writeMs } = usualLimits,
): RequestHandler {
  return function timeLimit(req, res, next) {
    const isRead = req.method === "GET" || req.method === "HEAD";
    const ms = isRead ? readMs : writeMs;
    const giveUp = () => {
      if (res.headersSent || res.closed || res.locals.isForwarded) return;
      const why = `There is no result after ${ms / 1_000} seconds.`;
      answer(new Unavailable(why), req, res, next);
    };
    const timer = setTimeout(giveUp, ms);
    res.once("close", () => clearTimeout(timer));
    next();
  };
}
