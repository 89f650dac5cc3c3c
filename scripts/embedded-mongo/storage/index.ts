import { keyOf } from "../bson/compare.ts";
import type { Document } from "../bson/document.ts";
import { leavesAt } from "../bson/path.ts";
import { shell } from "../bson/shell.ts";
import { CommandError } from "../errors.ts";
import { compileFilter } from "../query/filter.ts";
import { compileSort, sortBy } from "../query/sort.ts";

/** A place in a collection; its document is replaced, and never changed. */
export type Row = { document: Document };

/** An index's definition, as `createIndexes` takes and `listIndexes` gives. */
export type IndexDefinition = {
  name: string;
  key: Document;
  unique?: boolean;
  sparse?: boolean;
  partialFilterExpression?: Document;
};

export type Index = ReturnType<typeof createIndex>;

/** A hash index: a row is found under the key of each of its values. */
export function createIndex(definition: IndexDefinition, namespace: string) {
  const { name, unique = name === "_id_", sparse = false } = definition;
  const { partialFilterExpression } = definition;
  const fields = Object.keys(definition.key);
  const sortKeys = compileSort(definition.key);
  const partial = compileFilter(partialFilterExpression);
  const rowsByKey = new Map<string, Set<Row>>();
  let rowsWithArrays = 0;
  let inOrder: Row[] | undefined;

  /** An array has a key for each of its elements ("multikey"). */
  function keysOf(document: Document): string[] {
    if (!isIndexed(document)) return [];
    const values = fields.map((field) => indexedValues(document, field));
    if (values.filter(({ length }) => length > 1).length > 1) {
      throw new CommandError(
        "CannotIndexParallelArrays",
        "cannot index parallel arrays",
      );
    }
    return combinations(values);
  }

  function isIndexed(document: Document): boolean {
    if (!partial.matches(document)) return false;
    return !sparse || fields.some((field) => exists(document, field));
  }

  function add(row: Row, key: string): void {
    const bucket = rowsByKey.get(key);
    if (bucket) bucket.add(row);
    else rowsByKey.set(key, new Set([row]));
  }

  function remove(row: Row, key: string): void {
    const bucket = rowsByKey.get(key);
    bucket?.delete(row);
    if (bucket?.size === 0) rowsByKey.delete(key);
  }

  return {
    definition,
    fields,
    sortKeys,
    isSparse: sparse,
    isPartial: partialFilterExpression !== undefined,
    keysOf,

    /** The keys for a row's next document; throws E11000 if they are taken. */
    claim(row: Row, document: Document): string[] {
      const keys = keysOf(document);
      for (const key of unique ? keys : []) {
        const [holder = row] = rowsByKey.get(key) ?? [];
        if (holder !== row) throw duplicate(namespace, definition, document);
      }
      return keys;
    },

    /** Finds a row under these keys from now on, instead of those. */
    move(row: Row, from: string[], to: string[]): void {
      if (from.join() === to.join()) return;
      for (const key of from) remove(row, key);
      for (const key of to) add(row, key);
      rowsWithArrays += Number(to.length > 1) - Number(from.length > 1);
      inOrder = undefined;
    },

    /** The rows for any of the combinations of values, one list a field. */
    lookup(values: unknown[][]): Set<Row>[] {
      const keys = new Set(
        combinations(values.map((alternatives) => alternatives.map(keyOf))),
      );
      return [...keys].flatMap((key) => rowsByKey.get(key) ?? []);
    },

    /** Every row in the index's order; undefined if arrays blur that order. */
    ordered(allRows: Iterable<Row>): Row[] | undefined {
      if (rowsWithArrays > 0) return undefined;
      inOrder ??= sortBy(allRows, sortKeys, (row) => row.document);
      return inOrder;
    },
  };
}

function indexedValues(document: Document, field: string): string[] {
  const leaves = leavesAt(document, field);
  const values = leaves.flatMap((leaf) => {
    if (!Array.isArray(leaf)) return [keyOf(leaf)];
    return leaf.length === 0 ? ["[]"] : leaf.map(keyOf);
  });
  return values.length === 0 ? [keyOf(null)] : [...new Set(values)];
}

function exists(document: Document, field: string): boolean {
  return leavesAt(document, field).some((leaf) => leaf !== undefined);
}

function combinations(lists: string[][]): string[] {
  return lists.reduce((prefixes, list) =>
    prefixes.flatMap((prefix) => list.map((key) => `${prefix},${key}`)),
  );
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
