import { pageOf } from "#commons/cursor.ts";
import { NotFound } from "#commons/errors.ts";
import type { EventData } from "#commons/events/event.ts";
import { projectComment } from "./comment.ts";
import {
  mostComments,
  type Post,
  type PostQuery,
  type PostWithComments,
  projectPost,
} from "./post.ts";
import type { ReplicaRepository } from "./replica-repository.ts";

/** What an open page is told of a comment. */
type CommentChange = { postId: string; commentId: string; status: string };

export type ReplicaService = ReturnType<typeof createReplicaService>;

/** Posts with their comments, as the events have described them. */
export function createReplicaService(
  replica: ReplicaRepository,
  tell: (change: CommentChange) => void = () => {},
) {
  async function addComments(posts: Post[]): Promise<PostWithComments[]> {
    const counts = await replica.countComments(posts.map(({ id }) => id));
    const isLong = (id: string) => (counts.get(id) ?? 0) > mostComments;
    const ids = [...counts.keys()];
    // One query for most posts: few have more comments than are shown.
    const comments = await Promise.all([
      replica.listComments(ids.filter((id) => !isLong(id))),
      ...ids
        .filter(isLong)
        .map((id) => replica.listNewestComments(id, mostComments)),
    ]);
    return posts.map((post) => ({
      ...post,
      comments: comments.flat().filter(({ postId }) => postId === post.id),
      commentCount: counts.get(post.id) ?? 0,
    }));
  }

  return {
    async list({ limit, ...query }: PostQuery) {
      const found = await replica.listPosts({ ...query, limit: limit + 1 });
      const { items, next } = pageOf(found, limit, ({ createdAt, id }) => ({
        createdAt,
        id,
      }));
      return { items: await addComments(items), next };
    },

    async get(id: string): Promise<PostWithComments> {
      const post = await replica.findPost(id);
      if (!post) throw new NotFound(`There is no post ${id}.`);
      const [found] = await addComments([post]);
      return found as PostWithComments;
    },

    async applyPost(event: EventData["PostCreated"]) {
      await replica.changePost(event.postId, (before) =>
        projectPost(before, event),
      );
    },

    /** Tells of the comment when the replica has it, so that readers see it. */
    async applyComment(
      event: EventData["CommentCreated"] | EventData["CommentUpdated"],
    ) {
      const { postId, commentId } = event;
      const { before, after } = await replica.changeComment(
        commentId,
        (state) => projectComment(state, event),
      );
      if (after && after !== before) {
        tell({ postId, commentId, status: after.status });
      }
    },
  };
}
