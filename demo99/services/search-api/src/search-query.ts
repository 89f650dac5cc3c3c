import * as z from "zod";
import { cursorOf } from "#commons/cursor.ts";
import { wordsOf } from "#commons/text-index/words.ts";
import { anyText, limit } from "#commons/validate.ts";

/** Of a stored list; `isEarly` of the one that a late source is missing in. */
const position = z.strictObject({
  id: z.uuid(),
  index: z.int().min(0),
  isEarly: z.boolean(),
});

/** Each word costs time, also one that is found nowhere. */
const mostWords = 20;

/** `?q=&limit=&after=` */
export const searchQuery = z.strictObject({
  q: anyText()
    .refine(
      (q) => new Set(wordsOf(q)).size <= mostWords,
      `must have at most ${mostWords} words`,
    )
    .default(""),
  limit,
  after: cursorOf(position),
});

export const resultPath = z.object({ id: z.uuid() });

export type SearchQuery = z.infer<typeof searchQuery>;
export type Position = z.infer<typeof position>;
