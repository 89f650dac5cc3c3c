import type { EventHandlers } from "#commons/events/subscriber.ts";
import type { CommentService } from "./comment-service.ts";

/** What comments-api does with the events of the bus. */
export function createCommentConsumer(comments: CommentService): EventHandlers {
  return {
    PostCreated: ({ postId }) => comments.addPost(postId),
    CommentCreated: comments.restore,
    CommentModerated: comments.moderate,
  };
}
