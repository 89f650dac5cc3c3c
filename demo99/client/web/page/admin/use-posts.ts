import { useEffect, useState } from "react";
import type { Post } from "../../../store-client.ts";
import { useStore } from "../store.ts";

/** The posts with these ids; one without a reply is left out. */
export function usePosts(ids: string[]): Map<string, Post> {
  const { posts } = useStore();
  const [known, setKnown] = useState<Map<string, Post>>(new Map());
  const missing = [...new Set(ids)].filter((id) => !known.has(id)).join(",");

  useEffect(() => {
    for (const id of missing.split(",").filter(Boolean)) {
      posts.get(id).then(
        (post) => setKnown((before) => new Map(before).set(id, post)),
        () => {},
      );
    }
  }, [posts, missing]);

  return known;
}
