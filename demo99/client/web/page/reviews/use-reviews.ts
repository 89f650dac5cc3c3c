import { useCallback, useState } from "react";
import type { Post } from "../../../store-client.ts";
import { useLive } from "../live/live-context.ts";
import type { PartQuery } from "../read-first.ts";
import { useStore } from "../store.ts";
import { useList } from "../use-list.ts";
import { nothingWritten, type WrittenComment, withWritten } from "./written.ts";

const pageSize = 10;

/**
 * The reviews of an item with their comments, the newest first; read again when
 * a comment on one of them has changed.
 */
export function useReviews(number: string) {
  const { posts } = useStore();
  const read = useCallback(
    (query: PartQuery) => posts.list({ ...query, number }),
    [posts, number],
  );
  const { items, load, ...list } = useList(read, pageSize);
  const [written, setWritten] = useState(nothingWritten);
  const reviews = withWritten(items ?? [], written);

  useLive((message) => {
    const isShown =
      message.type === "comment" &&
      reviews.some(({ id }) => id === message.postId);
    if (isShown || message.type === "resync") void load();
  });

  return {
    ...list,
    reviews,
    isRead: items !== undefined,
    retry: load,
    addReview: (post: Post) =>
      setWritten((before) => ({ ...before, posts: [post, ...before.posts] })),
    addComment: (comment: WrittenComment) =>
      setWritten((before) => ({
        ...before,
        comments: [...before.comments, comment],
      })),
  };
}
