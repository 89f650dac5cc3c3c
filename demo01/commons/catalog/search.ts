import * as z from "zod";
import { cursorOf } from "#commons/cursor.ts";
import { anyText, itemNumbers, limit } from "#commons/validate.ts";

/** Where a page ends, and the next one begins. */
const position = z.strictObject({
  sortKey: z.string(),
  number: z.string(),
});

/** `?q=&limit=&after=` of a search. */
export const search = z.strictObject({
  q: anyText().default(""),
  limit,
  after: cursorOf(position),
});

/** `?numbers=a,b`: up to 100 items by their numbers. */
export const selection = z.strictObject({ numbers: itemNumbers(100) });

export type Position = z.infer<typeof position>;
export type Search = z.infer<typeof search>;
