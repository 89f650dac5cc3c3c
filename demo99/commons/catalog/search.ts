import { z } from "zod";
import { anyText } from "#commons/validate.ts";

/** Where a page ends, and the next one begins. */
export const position = z.strictObject({
  title: z.string(),
  number: z.string(),
});

/** `?q=&limit=&after=` of a search. */
export const search = z.strictObject({
  q: anyText().default(""),
  limit: z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(20),
  after: z.string().transform(decodeCursor).pipe(position).optional(),
});

export type Position = z.infer<typeof position>;
export type Search = z.infer<typeof search>;

/** A position as text that means nothing to clients. */
export function encodeCursor({ title, number }: Position): string {
  return Buffer.from(JSON.stringify({ title, number })).toString("base64url");
}

function decodeCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return undefined;
  }
}
