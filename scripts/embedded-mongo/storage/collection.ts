import {
  type CollationSpecification,
  createCollation,
} from "../bson/collation.ts";
import { type Document, encode } from "../bson/document.ts";
import { keyOf } from "../bson/key.ts";
import { read, type Stored, store } from "../bson/read.ts";
import { checkTime } from "../query/clock.ts";
import type { Filter } from "../query/filter.ts";
import { backwards, natural, type SortKeys, sortBy } from "../query/sort.ts";
import {
  bytesOfKeys,
  createIndex,
  type Index,
  type IndexDefinition,
  type Row,
} from "./index.ts";
import { choosePlan, type Plan, planFor, rowsOf } from "./plan.ts";
import { emptyBytes, rowBytes, type Space } from "./space.ts";

export type Collection = ReturnType<typeof createCollection>;

export type Selection = {
  filter: Filter;
  sort?: SortKeys;
  /** The name of the index to use; `natural` or `backwards` for none. */
  hint?: string | undefined;
};

/** The work of finding documents, for `explain`. */
type Examined = { keys: number; documents: number };

/** A change, as the journal takes it. */
export type Change =
  | { kind: "insert" | "replace"; document: Stored }
  | { kind: "remove"; id: unknown }
  | { kind: "addIndex"; definition: IndexDefinition }
  | { kind: "dropIndex"; name: string };

export function documentOf(row: Row): Document {
  return read(row.stored);
}

export type CollectionOptions = {
  /** For commands and indexes without a collation of their own. */
  collation?: CollationSpecification;
};

/**
 * Documents and the indexes over them, which every write keeps in step. Writes
 * throw OutOfDiskSpace, and then have changed nothing, if there is no space.
 */
export function createCollection(
  namespace: string,
  record: (change: Change) => void,
  options: CollectionOptions,
  space: Space,
) {
  const rows = new Set<Row>();
  const collation = options.collation && createCollation(options.collation);
  const idIndex = createIndex(
    { name: "_id_", key: { _id: 1 }, ...options },
    namespace,
  );
  const indexes = new Map<string, Index>([["_id_", idIndex]]);
  let lastId = 0;
  let bytes = 0;

  function claim(growth: number): void {
    space.claim(growth);
    bytes += growth;
  }

  /** Checks all indexes, and the space, before it changes any. */
  function reindex(
    row: Row,
    growth: number,
    before?: Document,
    after?: Document,
  ): void {
    const moves = [...indexes.values()].map((index) => ({
      index,
      from: before ? index.keysOf(before) : [],
      to: after ? index.claim(row, after) : [],
    }));
    const ofKeys = moves.map(({ from, to }) => {
      return bytesOfKeys(to) - bytesOfKeys(from);
    });
    claim(ofKeys.reduce((sum, one) => sum + one, growth));
    for (const { index, from, to } of moves) index.move(row, from, to);
  }

  function plan({ filter, sort = [], hint }: Selection): Plan | undefined {
    if (hint === natural || hint === backwards) return undefined;
    if (sort[0]?.[0] === natural) return undefined;
    const { criteria, scope } = filter;
    const query = { criteria, sort, collation: scope.collation };
    const hinted = hint === undefined ? undefined : indexes.get(hint);
    if (hinted) return planFor(hinted, query, true);
    return choosePlan([...indexes.values()], query, rows.size);
  }

  /** Matching rows, in natural order where no sort is given. */
  function* select(
    selection: Selection,
    examined: Examined = { keys: 0, documents: 0 },
  ): Generator<Row> {
    const { filter, hint } = selection;
    const given = selection.sort ?? [];
    const isBackward = hint === backwards && given.length === 0;
    const sort: SortKeys = isBackward ? [[natural, -1]] : given;
    const chosen = plan(selection);
    const matching = keep(
      chosen ? counted(rowsOf(chosen), examined) : rows,
      filter,
      examined,
    );
    const [[first, direction] = ["", 1]] = sort;
    if (first === natural) {
      yield* direction === 1 ? matching : [...matching].reverse();
    } else if (sort.length === 0 || chosen?.turn) yield* matching;
    else yield* sortBy(matching, sort, documentOf, filter.scope.collation);
  }

  return {
    namespace,
    options,
    collation,
    plan,
    select,
    size: () => rows.size,
    /** The memory of documents and keys. */
    bytes: () => bytes,

    /** Bytes of the documents, and of each index's keys. */
    sizes() {
      const indexSizes: Record<string, number> = {};
      for (const [name, { entries }] of indexes) {
        indexSizes[name] = entries.bytes();
      }
      let size = 0;
      for (const { stored } of rows) size += stored.length;
      return { count: rows.size, size, indexSizes };
    },

    /** Matching rows, gathered before a write changes what matches. */
    take(selection: Selection, limit = Infinity): Row[] {
      const taken: Row[] = [];
      for (const row of select(selection)) {
        taken.push(row);
        if (taken.length === limit) break;
      }
      return taken;
    },

    findById(id: unknown): Row | undefined {
      return idIndex.entries.first(keyOf(id, collation));
    },

    /** Adds a document; throws E11000, and then has changed nothing. */
    insert(document: Document): void {
      const row = { id: ++lastId, stored: store(encode(document)) };
      reindex(row, row.stored.length + rowBytes, undefined, document);
      rows.add(row);
      record({ kind: "insert", document: row.stored });
    },

    /** Replaces the document of a row; throws like `insert`. */
    replace(row: Row, before: Document, document: Document): void {
      const stored = store(encode(document));
      reindex(row, stored.length - row.stored.length, before, document);
      row.stored = stored;
      record({ kind: "replace", document: stored });
    },

    remove(row: Row): void {
      const document = documentOf(row);
      reindex(row, -row.stored.length - rowBytes, document);
      rows.delete(row);
      record({ kind: "remove", id: document._id });
    },

    listIndexes: () => [...indexes.values()].map((index) => index.definition),

    /**
     * Indexes existing documents, too; throws E11000 if they are not unique.
     */
    addIndex(definition: IndexDefinition): void {
      const index = createIndex(definition, namespace);
      for (const row of rows) {
        checkTime();
        index.move(row, [], index.claim(row, documentOf(row)));
      }
      claim(emptyBytes + index.bytes());
      indexes.set(definition.name, index);
      record({ kind: "addIndex", definition });
    },

    /** The changes that turn an empty collection into this one. */
    *changes(): Generator<Change> {
      for (const { definition } of indexes.values()) {
        if (definition.name !== "_id_") yield { kind: "addIndex", definition };
      }
      for (const { stored } of rows) yield { kind: "insert", document: stored };
    },

    dropIndex(name: string): boolean {
      const index = indexes.get(name);
      if (!index) return false;
      indexes.delete(name);
      claim(-emptyBytes - index.bytes());
      record({ kind: "dropIndex", name });
      return true;
    },
  };
}

function* counted(rows: Iterable<Row>, examined: Examined): Generator<Row> {
  for (const row of rows) {
    examined.keys++;
    yield row;
  }
}

function* keep(
  rows: Iterable<Row>,
  filter: Filter,
  examined: Examined,
): Generator<Row> {
  const { fields } = filter;
  const isEmpty = fields?.size === 0;
  for (const row of rows) {
    checkTime();
    examined.documents++;
    if (isEmpty || filter.matches(read(row.stored, fields))) yield row;
  }
}
