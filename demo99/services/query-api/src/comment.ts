import type { EventData } from "#commons/events/event.ts";

/** `version` counts the decisions about it; 0 while it is pending. */
export type Comment = {
  id: string;
  postId: string;
  content: string;
  status: "pending" | "approved" | "rejected";
  version: number;
  author: string;
  createdAt: string;
};

type CommentEvent = EventData["CommentCreated"] | EventData["CommentUpdated"];

/**
 * The comment after an event. Each event has the whole comment, and the latest
 * version counts: neither order nor repetition of events matters.
 */
export function projectComment(
  before: Comment | undefined,
  { commentId, ...event }: CommentEvent,
): Comment {
  const after = {
    status: "pending" as const,
    version: 0,
    ...event,
    id: commentId,
  };
  return before && before.version >= after.version ? before : after;
}

/** As the API shows it, within its post. */
export function toShown({ postId, version, ...comment }: Comment) {
  return comment;
}
