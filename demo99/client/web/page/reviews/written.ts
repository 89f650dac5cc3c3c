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
    .map((post) => ({ ...post, comments: [], commentCount: 0 }));
  return [...missing, ...listed].map((post) => {
    const added = comments.filter(
      ({ postId, ...comment }) =>
        postId === post.id && isNotListed(comment, post),
    );
    return {
      ...post,
      comments: [...post.comments, ...added],
      commentCount: post.commentCount + added.length,
    };
  });
}

/** Of a long list, only the newest comments are shown. */
function isNotListed(
  { id, createdAt }: Comment,
  { comments, commentCount }: PostWithComments,
): boolean {
  const isWhole = commentCount <= comments.length;
  const { createdAt: first = "" } = comments[0] ?? {};
  return !hasId(comments, id) && (isWhole || createdAt > first);
}

const hasId = (items: { id: string }[], id: string) =>
  items.some((item) => item.id === id);
