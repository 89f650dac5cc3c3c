import { useEffect, useEffectEvent, useState } from "react";

type Commit<T> = (draft: T) => unknown | Promise<boolean>;

/**
 * A value as it is being edited, committed once it has rested for `delayMs`.
 * Goes back to `value` when that changes, or when `commit` resolves to false.
 */
export function useDraft<T>(value: T, commit: Commit<T>, delayMs: number) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);

  const rest = useEffectEvent(async () => {
    if (draft === value) return;
    if ((await commit(draft)) === false) setDraft(value);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the draft starts the wait again
  useEffect(() => {
    const timer = setTimeout(rest, delayMs);
    return () => clearTimeout(timer);
  }, [draft, delayMs]);

  return [draft, setDraft] as const;
}
