import { useEffect, useEffectEvent, useState } from "react";

/**
 * A value while it is edited, committed after `delayMs` without a change.
 * Reset when `value` changes.
 */
export function useDraft<T>(
  value: T,
  commit: (draft: T) => void,
  delayMs: number,
) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);

  const rest = useEffectEvent(() => {
    if (draft !== value) commit(draft);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the draft starts the wait again
  useEffect(() => {
    const timer = setTimeout(rest, delayMs);
    return () => clearTimeout(timer);
  }, [draft, delayMs]);

  return [draft, setDraft] as const;
}
