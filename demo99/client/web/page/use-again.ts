import { useEffect, useEffectEvent } from "react";

const pauseMs = 5_000;

/**
 * Repeats a request while something is missing. The pauses differ, so that the
 * requests of many open pages do not arrive at a recovered service at once.
 */
export function useAgain(isMissing: boolean, ask: () => Promise<unknown>) {
  const askAgain = useEffectEvent(ask);
  useEffect(() => {
    if (!isMissing) return;
    let timer: ReturnType<typeof setTimeout>;
    let isOver = false;
    function wait() {
      const waitMs = pauseMs * (0.8 + Math.random() * 0.4);
      if (!isOver) timer = setTimeout(next, waitMs);
    }
    const next = () => askAgain().finally(wait);
    wait();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isMissing]);
}
