import { AsyncLocalStorage } from "node:async_hooks";

/** How long the sender of a request will wait for the reply. */
export const timeoutHeader = "x-request-timeout-ms";

const deadlines = new AsyncLocalStorage<number>();

/** When the client of the current request stops waiting, on `performance`. */
export const requestDeadline = () =>
  deadlines.getStore() ?? Number.POSITIVE_INFINITY;

export function withDeadline<T>(deadline: number, task: () => T): T {
  return deadlines.run(deadline, task);
}

/** For work that has to be completed even if its client has stopped waiting. */
export function withoutDeadline<T>(task: () => T): T {
  return deadlines.run(Number.POSITIVE_INFINITY, task);
}
