import * as z from "zod";
import { cursorOf } from "#commons/cursor.ts";
import type { EventData } from "#commons/events/event.ts";
import { clientKey, itemNumber, limit } from "#commons/validate.ts";
import type { Comment } from "./comment.ts";

/** `createdAt` is an ISO 8601 time. */
export type Post = {
  id: string;
  title: string;
  number?: string | undefined;
  author: string;
  createdAt: string;
};

/** The newest comments, the oldest of them first, and how many there are. */
export type PostWithComments = Post & {
  comments: Comment[];
  commentCount: number;
};

/** Of each post; comments-api has all, page by page. */
export const mostComments = 50;

export const postPath = z.object({ id: clientKey });

const position = z.strictObject({ createdAt: z.string(), id: z.string() });

/** `?limit=&after=&number=` of the list, the newest first. */
export const postQuery = z.strictObject({
  limit,
  after: cursorOf(position),
  number: itemNumber.optional(),
});

export type PostQuery = z.infer<typeof postQuery>;

/** A post never changes, so a repeated event does nothing. */
export function projectPost(
  before: Post | undefined,
  { postId, ...created }: EventData["PostCreated"],
): Post {
  return before ?? { id: postId, ...created };
}
