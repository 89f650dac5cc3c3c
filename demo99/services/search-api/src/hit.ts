import type { ReplicaRecord } from "#commons/replica/record.ts";
import { byScore, type Match } from "#commons/text-index/match.ts";

type Ref = Pick<ReplicaRecord, "source" | "id">;

/** A record that was found; its key is like "books/9798000000014". */
export type Hit = Match;

/** A list that a client can scroll through ends here. */
export const mostHits = 500;

/** The hits of several groups as one list. */
export function mergeHits(lists: Hit[][]): Hit[] {
  return lists.flat().sort(byScore).slice(0, mostHits);
}

export const keyOf = ({ source, id }: Ref) => `${source}/${id}`;

/** The id of a feed's entry may have a slash, too. */
export function refOf({ key }: Hit): Ref {
  const [source = ""] = key.split("/");
  return { source: source as Ref["source"], id: key.slice(source.length + 1) };
}
