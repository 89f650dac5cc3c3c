import type { Document } from "../bson/document.ts";
import { checkTime } from "../query/clock.ts";
import type { Filter } from "../query/filter.ts";
import { natural, type SortKeys, sortBy } from "../query/sort.ts";
import {
  createIndex,
  type Index,
  type IndexDefinition,
  type Row,
} from "./index.ts";
import { rowsByIndex, rowsInOrder } from "./plan.ts";

export type Collection = ReturnType<typeof createCollection>;
export type Selection = { filter: Filter; sort?: SortKeys };

/** Documents and the indexes over them, which every write keeps in step. */
export function createCollection(namespace: string) {
  const rows = new Set<Row>();
  const idIndex = createIndex({ name: "_id_", key: { _id: 1 } }, namespace);
  const indexes = new Map<string, Index>([["_id_", idIndex]]);

  /** Makes sure of all indexes before it changes any. */
  function reindex(row: Row, before?: Document, after?: Document): void {
    const moves = [...indexes.values()].map((index) => ({
      index,
      from: before ? index.keysOf(before) : [],
      to: after ? index.claim(row, after) : [],
    }));
    for (const { index, from, to } of moves) index.move(row, from, to);
  }

  /** Matching rows, in natural order where no sort is given. */
  function* select({ filter, sort = [] }: Selection): Generator<Row> {
    const [[first, direction] = ["", 1]] = sort;
    if (first === natural) {
      yield* keep(direction === 1 ? rows : [...rows].reverse(), filter);
      return;
    }
    const all = [...indexes.values()];
    const found = rowsByIndex(all, filter.criteria);
    const sorted = found ? undefined : rowsInOrder(all, sort, rows);
    const matching = keep(sorted ?? found ?? rows, filter);
    if (sorted || sort.length === 0) yield* matching;
    else yield* sortBy(matching, sort, (row) => row.document);
  }

  return {
    namespace,
    select,

    /** Matching rows, gathered before a write changes what matches. */
    take(selection: Selection, limit = Infinity): Row[] {
      const taken: Row[] = [];
      for (const row of select(selection)) {
        taken.push(row);
        if (taken.length === limit) break;
      }
      return taken;
    },

    /** Adds a document; throws E11000, and then has changed nothing. */
    insert(document: Document): void {
      const row = { document };
      reindex(row, undefined, document);
      rows.add(row);
    },

    /** Gives a row another document; throws like `insert`. */
    replace(row: Row, document: Document): void {
      reindex(row, row.document, document);
      row.document = document;
    },

    remove(row: Row): void {
      reindex(row, row.document);
      rows.delete(row);
    },

    listIndexes: () => [...indexes.values()].map((index) => index.definition),

    /** Indexes what is there, too; throws E11000 if that is not unique. */
    addIndex(definition: IndexDefinition): void {
      const index = createIndex(definition, namespace);
      for (const row of rows) {
        index.move(row, [], index.claim(row, row.document));
      }
      indexes.set(definition.name, index);
    },

    dropIndex: (name: string) => indexes.delete(name),
  };
}

function* keep(rows: Iterable<Row>, filter: Filter): Generator<Row> {
  for (const row of rows) {
    checkTime();
    if (filter.matches(row.document)) yield row;
  }
}
