import { AsyncLocalStorage } from "node:async_hooks";
import type { RequestHandler } from "express";

const header = "x-request-timeout-ms";
const longestMs = 10_000;
/** What a callee keeps for saying, in time, that it was not in time. */
const shareForCallee = 0.9;

const deadlines = new AsyncLocalStorage<number>();

/**
 * Notes until when the caller waits, as it says in `x-request-timeout-ms`.
 * It may be less patient than this service, never more; who says nothing, or
 * nonsense, is given the longest time: a bad hint spoils no good request.
 */
export const keepDeadline: RequestHandler = (req, _res, next) => {
  const said = req.get(header) ?? "";
  const ms = /^\d+$/.test(said) ? Number(said) : longestMs;
  deadlines.run(performance.now() + Math.min(ms, longestMs), next);
};

/** How long a call may take that could take `timeoutMs`; 0 if time is up. */
export function clampToDeadline(timeoutMs: number): number {
  const deadline = deadlines.getStore() ?? Number.POSITIVE_INFINITY;
  const leftMs = Math.floor(deadline - performance.now());
  return Math.max(Math.min(timeoutMs, leftMs), 0);
}

/** The header of a call that may take so long. */
export function deadlineHeader(ms: number): Record<string, string> {
  return { [header]: String(Math.floor(ms * shareForCallee)) };
}

/** Does what has to be done even if nobody waits for it any more. */
export function beyondDeadline<T>(task: () => T): T {
  return deadlines.exit(task);
}
