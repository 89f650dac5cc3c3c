import { AsyncLocalStorage } from "node:async_hooks";

/**
 * One loop for each name, so that none waits for another: repeats its step
 * until the step returns false. `onError` gets what a step has thrown.
 */
export function createLoops(
  step: (name: string) => Promise<boolean>,
  onError: (error: Error) => void,
) {
  // A loop belongs to no request, even if a request has started it.
  const outside = AsyncLocalStorage.snapshot();
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();

  async function run(name: string) {
    try {
      do {
        again.delete(name);
        while (await step(name));
      } while (again.has(name));
    } catch (error) {
      onError(error as Error);
    } finally {
      running.delete(name);
    }
  }

  return {
    /** A loop that runs already looks once more before it ends. */
    start(name: string): void {
      if (running.has(name)) again.add(name);
      else running.set(name, outside(run, name));
    },

    /** Resolves when all loops have ended. */
    async ended(): Promise<void> {
      await Promise.all(running.values());
    },
  };
}
