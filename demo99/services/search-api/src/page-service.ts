import { encodeCursor } from "#commons/cursor.ts";
import type { Replica } from "#commons/replica/replica.ts";
import { type Hit, keyOf, refOf } from "./hit.ts";
import { type Item, type Result, toItem } from "./result.ts";
import type { Position } from "./search-query.ts";
import type { Group } from "./source-group.ts";

export type Records = Pick<Replica, "list">;

/** Without the sources that are late; `completeId` is of the result with all. */
export type Page = {
  items: Item[];
  next: string | null;
  late: Group[];
  completeId?: string;
};

/** Pages of a stored list, each with the records as they are now. */
export function createPageService(records: Records) {
  /** Those of these hits that have not been deleted in the meantime. */
  async function read(hits: Hit[], q: string): Promise<Item[]> {
    const scores = new Map(hits.map(({ key, score }) => [key, score]));
    const found = await records.list(hits.map(refOf));
    return found.map((it) => toItem(it, scores.get(keyOf(it)) ?? 0, q));
  }

  return {
    async pageOf(
      { id, q, late, early = [], hits = [] }: Result,
      { index, isEarly }: Omit<Position, "id">,
      limit: number,
    ): Promise<Page> {
      const list = isEarly ? early : hits;
      const items: Item[] = [];
      let end = index;
      while (items.length < limit && end < list.length) {
        const part = list.slice(end, end + limit - items.length);
        items.push(...(await read(part, q)));
        end += part.length;
      }
      const position = { id, index: end, isEarly };
      const next = end < list.length ? encodeCursor(position) : null;
      if (!isEarly) return { items, next, late: [] };
      return { items, next, late, completeId: id };
    },
  };
}
