import type { EventHandlers } from "#commons/events/subscriber.ts";
import type { ReplicaService } from "./replica-service.ts";

/** What query-api does with the events of the bus. */
export function createReplicaConsumer(replica: ReplicaService): EventHandlers {
  return {
    PostCreated: replica.applyPost,
    CommentCreated: replica.applyComment,
    // It has what CommentModerated has, and the comment.
    CommentUpdated: replica.applyComment,
  };
}
