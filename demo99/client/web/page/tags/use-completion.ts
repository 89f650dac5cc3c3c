import { useEffect, useState } from "react";
import type { TagCount } from "../../../store-client.ts";
import { useStore } from "../store.ts";

const restMs = 150;
const limit = 8;

/** Tags that begin with a text, once it rests; none during an outage. */
export function useCompletion(text: string): TagCount[] {
  const { tags } = useStore();
  const [found, setFound] = useState<TagCount[]>([]);
  const prefix = text.trim();

  useEffect(() => {
    const leave = new AbortController();
    const show = (items: TagCount[]) => {
      if (!leave.signal.aborted) setFound(items);
    };
    const complete = () =>
      tags.complete(prefix, limit, leave.signal).then(
        ({ items }) => show(items),
        () => show([]),
      );
    if (!prefix) show([]);
    const timer = prefix ? setTimeout(complete, restMs) : undefined;
    return () => {
      clearTimeout(timer);
      leave.abort();
    };
  }, [tags, prefix]);

  return found;
}
