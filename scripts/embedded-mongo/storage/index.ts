import {
  type CollationSpecification,
  createCollation,
} from "../bson/collation.ts";
import type { Document } from "../bson/document.ts";
import { leavesAt } from "../bson/path.ts";
import type { Stored } from "../bson/read.ts";
import { shell } from "../bson/shell.ts";
import { CommandError } from "../errors.ts";
import { compileFilter } from "../query/filter.ts";
import { compileSort } from "../query/sort.ts";
import { hasArray, indexKeys } from "./index-keys.ts";
import { createSortedList } from "./sorted-list.ts";
import { keyBytes } from "./space.ts";

/** A place in a collection; its document is replaced, and never changed. */
export type Row = { id: number; stored: Stored };

/** An index's definition, as `createIndexes` takes and `listIndexes` gives. */
export type IndexDefinition = {
  name: string;
  key: Document;
  unique?: boolean;
  sparse?: boolean;
  partialFilterExpression?: Document;
  /** Documents go when the date in this field is so long ago (TTL). */
  expireAfterSeconds?: number;
  /** The equality of texts; such an index has no order of texts. */
  collation?: CollationSpecification;
};

export type Index = ReturnType<typeof createIndex>;

/** Rows in the order of a key; an array has an entry for each element. */
export function createIndex(definition: IndexDefinition, namespace: string) {
  const { name, unique = name === "_id_", sparse = false } = definition;
  const { partialFilterExpression } = definition;
  const sortKeys = compileSort(definition.key);
  const collation =
    definition.collation && createCollation(definition.collation);
  const partial = compileFilter(partialFilterExpression);
  const entries = createSortedList<Row>();
  let rowsWithSeveralKeys = 0;
  let hasHadArrays = false;
  let bytes = 0;

  function keysOf(document: Document): string[] {
    return isIndexed(document) ? indexKeys(document, sortKeys, collation) : [];
  }

  function isIndexed(document: Document): boolean {
    if (!partial.matches(document)) return false;
    return !sparse || sortKeys.some(([field]) => exists(document, field));
  }

  return {
    definition,
    sortKeys,
    collation,
    isSparse: sparse,
    isPartial: partialFilterExpression !== undefined,
    /** Whether a row may be in the index more than once. */
    isMultikey: () => rowsWithSeveralKeys > 0,
    /** MongoDB's isMultiKey: arrays of one element count, and removed ones. */
    hasHadArrays: () => hasHadArrays,
    entries,
    keysOf,
    /** The memory of all keys. */
    bytes: () => bytes,

    /** The keys for a row's next document; throws E11000 if they are taken. */
    claim(row: Row, document: Document): string[] {
      const keys = keysOf(document);
      hasHadArrays ||= keys.length > 0 && hasArray(document, sortKeys);
      for (const key of unique ? keys : []) {
        const holder = entries.first(key) ?? row;
        if (holder !== row) throw duplicate(namespace, definition, document);
      }
      return keys;
    },

    /** Replaces the keys of a row. */
    move(row: Row, from: string[], to: string[]): void {
      if (from.length === to.length && from.every((key, i) => key === to[i])) {
        return;
      }
      for (const key of from) entries.remove(key, row);
      for (const key of to) entries.add(key, row);
      bytes += bytesOfKeys(to) - bytesOfKeys(from);
      rowsWithSeveralKeys += Number(to.length > 1) - Number(from.length > 1);
    },
  };
}

/** The memory of keys, with their places in the index. */
export function bytesOfKeys(keys: string[]): number {
  return keys.reduce((sum, key) => sum + key.length + keyBytes, 0);
}

function exists(document: Document, field: string): boolean {
  return leavesAt(document, field).some((leaf) => leaf !== undefined);
}

function duplicate(
  namespace: string,
  { name, key }: IndexDefinition,
  document: Document,
): CommandError {
  const keyValue = Object.fromEntries(
    Object.keys(key).map((field) => [
      field,
      leavesAt(document, field).flat()[0] ?? null,
    ]),
  );
  return new CommandError(
    "DuplicateKey",
    `E11000 duplicate key error collection: ${namespace} ` +
      `index: ${name} dup key: ${shell(keyValue)}`,
    { keyPattern: key, keyValue },
  );
}
