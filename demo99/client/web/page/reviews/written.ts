import type { Comment, Post, PostWithComments } from "../../../store-client.ts";

export type WrittenComment = Comment & { postId: string };

/** What was written on the open page, the latest first and last. */
export type Written = { posts: Post[]; comments: WrittenComment[] };

export const nothingWritten: Written = { posts: [], comments: [] };

/**
 * The posts as listed, and what was written here and is not listed yet: the
 * list comes from a replica, which gets each change a moment later.
 */
export function withWritten(
  listed: PostWithComments[],
  { posts, comments }: Written,
): PostWithComments[] {
  const missing = posts
    .filter(({ id }) => !hasId(listed, id))
    .map((post) => ({ ...post, comments: [] }));
  return [...missing, ...listed].map((post) => {
    const added = comments.filter(
      ({ id, postId }) => postId === post.id && !hasId(post.comments, id),
    );
    return { ...post, comments: [...post.comments, ...added] };
  });
}

const hasId = (items: { id: string }[], id: string) =>
  items.some((item) => item.id === id);
