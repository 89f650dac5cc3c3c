import * as z from "zod";

type Position = Record<string, unknown>;

/** A position in a list, as text that means nothing to clients. */
export function encodeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** The parameter `after`: a cursor, decoded to the position it stands for. */
export function cursorOf<T extends z.ZodType>(position: T) {
  return z
    .string()
    .transform((cursor, context): z.infer<T> => {
      const decoded = position.safeParse(decodeCursor(cursor));
      if (decoded.success) return decoded.data;
      context.addIssue("is not a position of this list");
      return z.NEVER;
    })
    .optional();
}

function decodeCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return undefined;
  }
}

/** A page of what was found, and the cursor of the next one or null. */
export function pageOf<T>(
  found: T[],
  limit: number,
  positionOf: (item: T) => Position,
) {
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, next: last ? encodeCursor(positionOf(last)) : null };
}
