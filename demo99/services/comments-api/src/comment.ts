import * as z from "zod";
import { cursorOf } from "#commons/cursor.ts";
import { type Event, type EventData, toEvent } from "#commons/events/event.ts";
import { clientKey, limit, lines, visible } from "#commons/validate.ts";

/** `version` counts the decisions about it; 0 while it is pending. */
type Decision = {
  status: "pending" | "approved" | "rejected";
  version: number;
};

/** `createdAt` is an ISO 8601 time. */
export type Comment = Decision & {
  id: string;
  postId: string;
  content: string;
  author: string;
  createdAt: string;
};

/** Without content, only the decision about the comment is known yet. */
export type CommentState = Pick<Comment, "id" | "postId"> &
  Decision &
  Partial<Comment>;

export const commentPath = z.object({ id: clientKey });
export const newComment = z.strictObject({ content: visible(lines(2_000)) });

const position = z.strictObject({ createdAt: z.string(), id: z.string() });

/** `?limit=&after=` of the list, the oldest first. */
export const commentQuery = z.strictObject({
  limit,
  after: cursorOf(position),
});

export type NewComment = z.infer<typeof newComment>;
export type CommentQuery = z.infer<typeof commentQuery>;

/** The comment; it keeps a decision that was known before. */
export function withCreation(
  before: CommentState | undefined,
  { commentId, ...created }: EventData["CommentCreated"],
): CommentState {
  if (before?.content !== undefined) return before;
  const { status = "pending", version = 0 } = before ?? {};
  return { id: commentId, ...created, status, version };
}

/** The latest decision counts, in whatever order decisions arrive. */
export function withDecision(
  before: CommentState | undefined,
  { commentId, postId, status, version }: EventData["CommentModerated"],
): CommentState {
  if (before && before.version >= version) return before;
  return { ...before, id: commentId, postId, status, version };
}

/** What others have to know of a comment that is decided. */
export function updateOf(comment: CommentState): Event | undefined {
  const { id: commentId, status, version } = comment;
  const { postId, content, author, createdAt } = comment;
  const isWhole = content !== undefined && author && createdAt;
  if (!isWhole || status === "pending") return undefined;
  const whole = { commentId, postId, content, author, createdAt };
  return toEvent("CommentUpdated", { ...whole, status, version });
}

/** As the API shows it. */
export function toShown({ version, ...comment }: Comment) {
  return comment;
}
