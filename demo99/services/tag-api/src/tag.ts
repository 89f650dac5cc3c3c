import * as z from "zod";
import { cursorOf } from "#commons/cursor.ts";
import {
  anyText,
  itemNumber,
  limit,
  line,
  visible,
} from "#commons/validate.ts";

/** The tags that a user has given to an item. */
export type TaggedItem = { number: string; tags: string[] };

/** `count`: how many users use it. */
export type Completion = { tag: string; count: number };

export const tagPath = z.object({ number: itemNumber });

/** In one form of Unicode, which most keyboards write. */
const tag = visible(line(40).normalize("NFC"));

export const newTags = z.strictObject({
  tags: z.array(tag).max(20, "must have at most 20 tags"),
});

const position = z.strictObject({ changedAt: z.int(), number: z.string() });

/** `?limit=&after=` of the own list, the last changed first. */
export const tagQuery = z.strictObject({ limit, after: cursorOf(position) });

/** `?prefix=&limit=` */
export const completionQuery = z.strictObject({
  prefix: anyText(40).min(1, "must not be empty"),
  limit,
});

export type TagQuery = z.infer<typeof tagQuery>;
export type CompletionQuery = z.infer<typeof completionQuery>;
