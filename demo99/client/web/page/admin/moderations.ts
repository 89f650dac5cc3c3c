import type { Decision, Moderation } from "../../../store-client.ts";

export const decisions: Decision[] = ["rejected", "approved"];

/** The decision whose comments the page at this URL lists. */
export function decisionOf({ searchParams }: URL): Decision {
  return searchParams.get("status") === "approved" ? "approved" : "rejected";
}

/** The comments with their latest decisions, the newest first. */
export function withOverruled(
  comments: Moderation[],
  overruled: Moderation[],
): Moderation[] {
  const all = [...overruled, ...comments];
  const isFirst = ({ commentId }: Moderation, index: number) =>
    all.findIndex((it) => it.commentId === commentId) === index;
  return all
    .filter(isFirst)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}

/** The comments after what the gateway has told of one of them. */
export function told(
  comments: Moderation[],
  { commentId, status }: { commentId: string; status: string },
): Moderation[] {
  const decision = decisions.find((each) => each === status);
  return comments.map((comment) =>
    decision && comment.commentId === commentId
      ? { ...comment, status: decision }
      : comment,
  );
}

/** A decision, and the reason for it as far as it is known. */
export function decisionText({ status, reason }: Moderation): string {
  if (status === "rejected") {
    return reason ? `Rejected: it ${reason}` : "Rejected by staff";
  }
  return reason ? "Approved by staff" : "Approved";
}
