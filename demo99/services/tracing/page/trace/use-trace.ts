import { useEffect, useState } from "react";
import type { Span } from "../../src/span.ts";
import { ask } from "../ask.ts";

const attempts = 10;
const intervalMs = 1_000;

/**
 * The spans of a trace; asked again for some seconds, since the spans of one
 * request arrive one after the other, and the last ones when it has ended.
 */
export function useTrace(traceId: string) {
  const [spans, setSpans] = useState<Span[]>();
  const [error, setError] = useState<Error>();
  const [isWaiting, setWaiting] = useState(true);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let isGone = false;

    async function load(left: number) {
      const answer = await ask<Span[]>(`/trace/${traceId}`).catch(
        (error: Error) => error,
      );
      if (isGone) return;
      if (answer instanceof Error) setError(answer);
      else {
        setError(undefined);
        setSpans((before) => (isSame(before, answer) ? before : answer));
      }
      setWaiting(left > 0);
      if (left > 0) timer = setTimeout(load, intervalMs, left - 1);
    }

    load(attempts);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [traceId]);

  return { spans, error, isWaiting };
}

function isSame(before: Span[] | undefined, now: Span[]): boolean {
  return before?.length === now.length;
}
