import * as z from "zod";
import { cursorOf } from "#commons/cursor.ts";
import { type Event, type EventData, toEvent } from "#commons/events/event.ts";
import { clientKey, limit } from "#commons/validate.ts";
import { findWord } from "./words.ts";

const status = z.enum(["approved", "rejected"]);

/** `version` counts the decisions: the first is automatic, the others staff's. */
export type Decision = {
  status: z.infer<typeof status>;
  version: number;
  /** Why the comment was rejected automatically; staff give none. */
  reason?: string | undefined;
};

/** The comment, and what is decided about it. */
export type Moderation = Decision & {
  id: string;
  postId: string;
  content: string;
  author: string;
  createdAt: string;
};

/** Without content, only the decision is known yet. */
export type ModerationState = Pick<Moderation, "id" | "postId"> &
  Decision &
  Partial<Moderation>;

export const moderationPath = z.object({ commentId: clientKey });
export const ruling = z.strictObject({ status });

const position = z.strictObject({ createdAt: z.string(), id: z.string() });

/** `?status=&limit=&after=` of the list, the newest first. */
export const moderationQuery = z.strictObject({
  status: status.optional(),
  limit,
  after: cursorOf(position),
});

export type ModerationQuery = z.infer<typeof moderationQuery>;
export type Ruling = z.infer<typeof ruling>;

/** Decides about a new comment; a decision that is known already is kept. */
export function withComment(
  before: ModerationState | undefined,
  { commentId, ...comment }: EventData["CommentCreated"],
  words: string[],
): ModerationState {
  if (before?.content !== undefined) return before;
  if (before) return { ...before, ...comment };
  return { id: commentId, ...comment, ...decide(comment.content, words) };
}

function decide(content: string, words: string[]): Decision {
  const word = findWord(content, words);
  if (!word) return { status: "approved", version: 1 };
  return { status: "rejected", version: 1, reason: `has the word "${word}"` };
}

/** The latest decision in the log counts, even after the database was lost. */
export function withDecision(
  before: ModerationState | undefined,
  { commentId: id, ...decision }: EventData["CommentModerated"],
): ModerationState {
  const { version = 0, status } = before ?? {};
  if (version > decision.version) return before as ModerationState;
  const isSame = version === decision.version && status === decision.status;
  if (before && isSame) return before;
  return { ...withoutReason(before), id, ...decision };
}

/** Staff overrule what was decided; the same status changes nothing. */
export function withRuling(
  before: ModerationState | undefined,
  { status }: Ruling,
): ModerationState | undefined {
  if (!before || before.status === status) return before;
  return { ...withoutReason(before), status, version: before.version + 1 };
}

/** A reason belongs to one decision. */
function withoutReason<T extends { reason?: unknown }>(before?: T) {
  const { reason, ...others } = before ?? ({} as T);
  return others;
}

export function decisionOf(moderation: ModerationState): Event {
  const { id: commentId, postId, status, version, reason } = moderation;
  return toEvent("CommentModerated", {
    commentId,
    postId,
    status,
    version,
    ...(reason && { reason }),
  });
}

/** As the API shows it. */
export function toShown({ id: commentId, ...others }: Moderation) {
  return { commentId, ...others };
}
