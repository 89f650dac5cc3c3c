import type { RequestHandler } from "express";
import { timeoutHeader, withDeadline } from "#commons/deadline.ts";

const longestMs = 10_000;

/**
 * Reads how long the client will wait from `x-request-timeout-ms`: at most 10
 * s, which is also the default. A malformed value is ignored.
 */
export function readDeadline(): RequestHandler {
  return function deadline(req, _res, next) {
    const text = req.get(timeoutHeader) ?? "";
    const ms = /^\d+$/.test(text) ? Number(text) : longestMs;
    withDeadline(performance.now() + Math.min(ms, longestMs), next);
  };
}
