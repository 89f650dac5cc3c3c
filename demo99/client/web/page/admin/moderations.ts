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
  return comments.map((comment) => {
    const isNew = comment.commentId === commentId && comment.status !== status;
    return decision && isNew ? overruledTo(decision, comment) : comment;
  });
}

/** Staff give no reason. */
function overruledTo(
  status: Decision,
  { reason, version, ...comment }: Moderation,
): Moderation {
  return { ...comment, status, version: version + 1 };
}

/** A decision, and whose it is or the reason for it. */
export function decisionText(moderation: Moderation): string {
  const { status, version, reason } = moderation;
  const decision = status === "rejected" ? "Rejected" : "Approved";
  if (version > 1) return `${decision} by staff`;
  return reason ? `${decision}: it ${reason}` : decision;
}
