import type { Document } from "../bson/document.ts";
import { pinnedValues } from "../query/pinned.ts";
import type { SortKeys } from "../query/sort.ts";
import type { Index, Row } from "./index.ts";

const maxLookups = 10_000;

/**
 * The rows that an index offers for a filter, of the index that offers the
 * fewest; undefined if the filter pins down all fields of no index.
 */
export function rowsByIndex(
  indexes: Index[],
  criteria: Document,
): Set<Row> | undefined {
  const offers = indexes.flatMap((index) => offer(index, criteria));
  const [best] = offers.sort((left, right) => count(left) - count(right));
  return best && new Set(best.flatMap((bucket) => [...bucket]));
}

/** All rows, sorted, if an index has exactly this order or its reverse. */
export function rowsInOrder(
  indexes: Index[],
  sort: SortKeys,
  rows: Iterable<Row>,
): Iterable<Row> | undefined {
  if (sort.length === 0) return undefined;
  for (const { isSparse, isPartial, sortKeys, ordered } of indexes) {
    const turn = directionOf(sort, sortKeys);
    if (turn === 0 || isSparse || isPartial) continue;
    const inOrder = ordered(rows);
    if (inOrder) return turn === 1 ? inOrder : backwards(inOrder);
  }
  return undefined;
}

/** A sparse index knows no row whose fields are missing, that is null. */
function offer(index: Index, criteria: Document): Set<Row>[][] {
  const values = index.fields.map((field) => pinnedValues(criteria, field));
  if (index.isPartial || !values.every((list) => list !== undefined)) return [];
  if (index.isSparse && values.flat().includes(null)) return [];
  const lookups = values.reduce((product, list) => product * list.length, 1);
  return lookups <= maxLookups ? [index.lookup(values)] : [];
}

function count(buckets: Set<Row>[]): number {
  return buckets.reduce((sum, bucket) => sum + bucket.size, 0);
}

/** 1 for the index's own order, -1 for its reverse, 0 for neither. */
function directionOf(sort: SortKeys, keys: SortKeys): 1 | -1 | 0 {
  if (sort.length !== keys.length) return 0;
  const turns = sort.map(([field, direction], i) =>
    field === keys[i]?.[0] ? direction * keys[i][1] : 0,
  );
  const [first = 0] = turns;
  return turns.every((turn) => turn === first) ? (first as 1 | -1 | 0) : 0;
}

function* backwards(rows: Row[]): Generator<Row> {
  for (let i = rows.length - 1; i >= 0; i--) yield rows[i] as Row;
}
