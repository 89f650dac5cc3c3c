import type { Comment } from "../../../store-client.ts";

/** The state of a comment; of an approved one, only its author is told. */
export function stateText(
  { status, author }: Pick<Comment, "status" | "author">,
  own: string | undefined,
): string {
  const comment = author === own ? "Your comment" : "This comment";
  if (status === "pending") return `${comment} is awaiting moderation.`;
  if (status === "rejected") return `${comment} has been rejected.`;
  return author === own ? `${comment} is approved.` : "";
}
