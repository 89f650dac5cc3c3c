import type { ReplicaRecord } from "#commons/replica/record.ts";
import type { Hit } from "./hit.ts";
import { snippetOf } from "./snippet.ts";
import type { Group } from "./source-group.ts";

/**
 * A search as it is stored. `early` has the hits without those of the groups
 * that are `late`; `hits` has all, and is undefined until these have answered.
 */
export type Result = {
  id: string;
  q: string;
  limit: number;
  late: Group[];
  early?: Hit[];
  hits?: Hit[];
};

export type Item = ReturnType<typeof toItem>;

/** A hit with what a reader has to know of its record. */
export function toItem(record: ReplicaRecord, score: number, q: string) {
  const { source, id, title, by, number, url, at, text } = record;
  const snippet = snippetOf(text, q);
  return {
    ...{ source, id, title, by, score },
    ...(snippet && { snippet }),
    ...(number && { number }),
    ...(url && { url }),
    ...(at && { at }),
  };
}
