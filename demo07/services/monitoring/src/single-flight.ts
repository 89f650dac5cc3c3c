/**
 * A function that starts the task, or returns the promise of the one in
 * flight: the task never runs twice at the same time.
 */
export function singleFlight<T>(task: () => Promise<T>): () => Promise<T> {
  let inFlight: Promise<T> | undefined;

  return function start() {
    inFlight ??= task().finally(() => {
      inFlight = undefined;
    });
    return inFlight;
  };
}
