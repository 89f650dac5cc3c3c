import { useState } from "react";
import type { Comment, PostWithComments } from "../../../store-client.ts";
import { readFirst } from "../read-first.ts";
import { explain, useStore } from "../store.ts";
import { useToast } from "../toast.tsx";

/** The comments that a list without the oldest leaves out, once they are read. */
export function useEarlierComments(post: PostWithComments) {
  const { id, comments: listed, commentCount } = post;
  const { comments } = useStore();
  const [read, setRead] = useState<Comment[]>([]);
  const say = useToast();
  const earlier = read.filter(
    (each) => !listed.some((it) => it.id === each.id),
  );

  return {
    earlier,
    /** How many are not read yet. */
    missing: commentCount - listed.length - earlier.length,

    async readEarlier() {
      try {
        const { items } = await readFirst(
          commentCount - listed.length,
          (query) => comments.list(id, query),
        );
        setRead(items);
      } catch (error) {
        say(explain(error, "They cannot be read right now."), "problem");
      }
    },
  };
}
