import { randomUUID } from "node:crypto";
import { pageOf } from "#commons/cursor.ts";
import { type EventData, toEvent } from "#commons/events/event.ts";
import { createIncreasingTime } from "#commons/increasing-time.ts";
import { createOutboxEvents } from "#commons/outbox-store.ts";
import type { Change } from "#commons/state-store.ts";
import {
  type Comment,
  type CommentQuery,
  type CommentState,
  type NewComment,
  updateOf,
  withCreation,
  withDecision,
} from "./comment.ts";
import type { CommentRepository } from "./comment-repository.ts";
import type { KnownPostRepository } from "./known-post-repository.ts";
import type { PostClient } from "./post-client.ts";

export type CommentService = ReturnType<typeof createCommentService>;

/** Comments on posts, and what is decided about them. */
export function createCommentService(
  comments: CommentRepository,
  knownPosts: KnownPostRepository,
  posts: PostClient,
  onChanged: () => unknown = () => {},
) {
  const outboxEvent = createOutboxEvents();
  const nextTime = createIncreasingTime();

  const updatesOf = ({ after }: Change<CommentState>) => {
    const update = after && updateOf(after);
    return update ? [outboxEvent(update)] : [];
  };

  /** Throws NotFound. Asks posts-api if the event about the post is missing. */
  async function expectPost(id: string) {
    if (await knownPosts.has(id)) return;
    await posts.expectPost(id);
    await knownPosts.add(id);
  }

  return {
    /** A creation stores its event, which the outbox publishes later. */
    async create(postId: string, { content }: NewComment, author: string) {
      await expectPost(postId);
      const commentId = randomUUID();
      const createdAt = nextTime().toISOString();
      const created = { commentId, postId, content, author, createdAt };
      const { after } = await comments.change(
        commentId,
        (before) => withCreation(before, created),
        () => [outboxEvent(toEvent("CommentCreated", created))],
      );
      onChanged();
      return after as Comment;
    },

    async list(postId: string, { limit, after }: CommentQuery) {
      await expectPost(postId);
      const found = await comments.list(postId, { limit: limit + 1, after });
      return pageOf(found, limit, ({ createdAt, id }) => ({ createdAt, id }));
    },

    addPost: (id: string) => knownPosts.add(id),

    /** Restores a comment that the database has lost, by its own event. */
    async restore(created: EventData["CommentCreated"]) {
      await comments.change(
        created.commentId,
        (before) => withCreation(before, created),
        updatesOf,
      );
      onChanged();
    },

    /** Stores the decision, and in the same write the event about it. */
    async moderate(moderated: EventData["CommentModerated"]) {
      await comments.change(
        moderated.commentId,
        (before) => withDecision(before, moderated),
        updatesOf,
      );
      onChanged();
    },
  };
}
