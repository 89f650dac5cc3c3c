import type { IndexedText } from "#commons/text-index/text-index.ts";
import type { Hit } from "./hit.ts";

/** What the thread of an index is asked. */
export type IndexRequest =
  | { search: string; limit: number }
  | { put: IndexedText[]; delete: string[] };

/** Its reply to a change is how many texts the index has. */
export type IndexReply = Hit[] | number;
