import { useCallback, useEffect, useState } from "react";

type Loaded<T> = { value?: T; error?: unknown };

/**
 * The value that `load` resolves to. Loads again when `load` changes or
 * `retry` is called, and ignores results of earlier loads.
 */
export function useLoaded<T>(load: () => Promise<T>) {
  const [loaded, setLoaded] = useState<Loaded<T>>({});
  const [attempt, setAttempt] = useState(1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt loads again
  useEffect(() => {
    let isWanted = true;
    const show = (next: Loaded<T>) => isWanted && setLoaded(next);
    load().then(
      (value) => show({ value }),
      (error) => show({ error }),
    );
    return () => {
      isWanted = false;
    };
  }, [load, attempt]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { ...loaded, retry };
}
