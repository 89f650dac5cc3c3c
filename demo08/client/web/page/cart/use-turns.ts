import { useCallback, useRef } from "react";

/** Makes one call at a time, first come, first served. */
export function useTurns() {
  const last = useRef<Promise<unknown>>(Promise.resolve());
  return useCallback(<T>(call: () => Promise<T>): Promise<T> => {
    const answer = last.current.then(call);
    last.current = answer.catch(() => {});
    return answer;
  }, []);
}
