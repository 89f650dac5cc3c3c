import { counted } from "../counted.ts";
import type { KnownReactions } from "./use-reactions.ts";

/** "2 likes · 1 share" */
export function reactionText(reactions: KnownReactions): string {
  if (typeof reactions !== "object") return "likes unknown";
  const { likes, shares } = reactions;
  return `${counted(likes, "like")} · ${counted(shares, "share")}`;
}
