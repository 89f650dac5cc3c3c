import { useCallback, useEffect, useRef, useState } from "react";
import { useTurns } from "../cart/use-turns.ts";
import { isRefusal, useStore } from "../store.ts";
import { useAgain } from "../use-again.ts";

export type TagsState = ReturnType<typeof useTags>;

/** The user's tags of an item; asks again until they are known. */
export function useTags(number: string) {
  const store = useStore();
  const inTurn = useTurns();
  const latest = useRef<string[]>([]);
  const [tags, setTags] = useState<string[]>();
  const [error, setError] = useState<unknown>();
  const [changes, setChanges] = useState(0);

  const keep = useCallback((known: { tags: string[] }) => {
    latest.current = known.tags;
    setTags(known.tags);
    setError(undefined);
  }, []);
  const load = useCallback(
    () => store.tags.get(number).then(keep, setError),
    [store, number, keep],
  );
  useEffect(() => void load(), [load]);
  useAgain(error !== undefined, load);

  /** One change after the other: each of them sends all tags. */
  const change = (edit: (tags: string[]) => string[]) =>
    inTurn(async () => {
      keep(await store.tags.set(number, edit(latest.current)));
      setChanges((count) => count + 1);
    });

  return {
    /** Undefined until they are known. */
    tags,
    changes,
    problem: error === undefined ? undefined : textOf(error),
    add: (tag: string) => change((before) => [...before, tag]),
    remove: (tag: string) =>
      change((before) => before.filter((each) => each !== tag)),
  };
}

/** An item is unknown to tag-api until it has been copied. */
function textOf(error: unknown): string {
  return isRefusal(error) && error.status === 404
    ? "A new item can be tagged after some seconds."
    : "Your tags are not available right now.";
}
