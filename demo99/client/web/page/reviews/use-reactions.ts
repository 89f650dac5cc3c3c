import { useCallback, useEffect, useRef, useState } from "react";
import type { Reactions } from "../../../store-client.ts";
import { useLive } from "../live/live-context.ts";
import { useStore } from "../store.ts";
import { useAgain } from "../use-again.ts";

export type KnownReactions = Reactions | "unknown" | undefined;

type Known = Record<string, Reactions | "unknown">;

/**
 * The reactions to each post, read in one call for those not read yet. Without
 * a reply they are "unknown", and are read again until there is one.
 */
export function useReactions(postIds: string[]) {
  const { reactions } = useStore();
  const [known, setKnown] = useState<Known>({});
  /** When the user's own change of each was answered. */
  const changedAt = useRef<Record<string, number>>({});
  const wanted = postIds.filter((id) => typeof known[id] !== "object");
  const key = wanted.join(",");

  const read = useCallback(
    async (ids: string[]) => {
      const askedAt = performance.now();
      for (const group of inGroups(ids)) {
        const { items } = await reactions
          .list(group)
          .catch(() => ({ items: [] as Reactions[] }));
        const isNewer = (id: string) => (changedAt.current[id] ?? 0) < askedAt;
        const found = items.filter(({ postId }) => isNewer(postId));
        setKnown((before) => ({
          ...Object.fromEntries(group.map((id) => [id, "unknown" as const])),
          ...before,
          ...byPost(found),
        }));
      }
    },
    [reactions],
  );

  useEffect(() => {
    if (key) void read(key.split(","));
  }, [key, read]);

  const isUnknown = wanted.some((id) => known[id] === "unknown");
  useAgain(isUnknown, () => read(wanted));

  useLive(({ type }) => {
    if (type === "resync") void read(postIds);
  });

  return {
    reactionsTo: (id: string): KnownReactions => known[id],
    /** Shows the reply to the user's own change. */
    setReactions(changed: Reactions) {
      changedAt.current[changed.postId] = performance.now();
      setKnown((before) => ({ ...before, ...byPost([changed]) }));
    },
  };
}

const byPost = (items: Reactions[]): Known =>
  Object.fromEntries(items.map((each) => [each.postId, each]));

/** The store answers for up to 100 at once. */
function inGroups(ids: string[], size = 100): string[][] {
  const starts = ids.flatMap((_, i) => (i % size ? [] : [i]));
  return starts.map((start) => ids.slice(start, start + size));
}
