import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Repeats the last result within `ms`; a failure is not kept. The result is
 * shared, so the task runs outside of the request that starts it: without its
 * deadline, trace and user.
 */
export function atMostOnceIn<T>(ms: number, task: () => Promise<T>) {
  const outside = AsyncLocalStorage.snapshot();
  let last: Promise<T> | undefined;
  let calledAt = 0;

  return function runOrRepeat(): Promise<T> {
    if (last && performance.now() - calledAt < ms) return last;
    calledAt = performance.now();
    last = outside(task);
    last.catch(() => {
      last = undefined;
    });
    return last;
  };
}
