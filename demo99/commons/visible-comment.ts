import type { Caller } from "#commons/requests/authorize.ts";

type Comment = { author: string; status: string; content: string };

/**
 * A comment as this caller may see it: the content of one that is not approved
 * is for its author and the staff.
 */
export function visibleTo<T extends Comment>(
  caller: Caller | undefined,
  comment: T,
): Omit<T, "content"> & { content?: string } {
  const { content, ...others } = comment;
  return maySeeContent(caller, comment) ? comment : others;
}

function maySeeContent(caller: Caller | undefined, comment: Comment): boolean {
  if (comment.status === "approved" || caller?.role === "admin") return true;
  return caller?.role === "customer" && caller.name === comment.author;
}
