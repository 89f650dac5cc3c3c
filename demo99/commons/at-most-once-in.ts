/** Repeats the last result within `ms`; a failure is not kept. */
export function atMostOnceIn<T>(ms: number, task: () => Promise<T>) {
  let last: Promise<T> | undefined;
  let calledAt = 0;

  return function runOrRepeat(): Promise<T> {
    if (last && performance.now() - calledAt < ms) return last;
    calledAt = performance.now();
    last = task();
    last.catch(() => {
      last = undefined;
    });
    return last;
  };
}
