/**
 * Bounds concurrency: runs the tasks it is given, at most `atOnce` at a time;
 * the others wait in the order of their arrival.
 */
export function createLimit(atOnce: number) {
  const waiting: (() => void)[] = [];
  let free = atOnce;

  async function acquire() {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function release() {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }

  return async function limited<T>(task: () => Promise<T>): Promise<T> {
    await acquire();
    return task().finally(release);
  };
}
