import type { Collation } from "../bson/collation.ts";
import { equal } from "../bson/compare.ts";
import type { Document } from "../bson/document.ts";
import type { SortKeys } from "../query/sort.ts";
import {
  boundsOf,
  descending,
  type Edge,
  type Interval,
  includesNull,
  isPoint,
  textOf,
} from "./bounds.ts";
import type { Index, Row } from "./index.ts";

const maxIntervals = 10_000;
const everything = { low: "", high: "\xff" };

/** Part of an index: entries from the text `low` up to the text `high`. */
type Span = { low: string; high: string };

/** How to find the rows for a filter and a sort by one index. */
export type Plan = {
  index: Index;
  spans: Span[];
  /** 1 or -1 if the index has the order of the sort; 0 if it has not. */
  turn: 1 | -1 | 0;
  count: number;
  /** False if the filter does not restrict the index. */
  isNarrow: boolean;
};

type Query = {
  criteria: Document;
  sort: SortKeys;
  collation?: Collation | undefined;
};

/** The plan that looks at the fewest rows; undefined if all are to be read. */
export function choosePlan(
  indexes: Index[],
  query: Query,
  rowCount: number,
): Plan | undefined {
  const plans = indexes.flatMap((index) => planFor(index, query) ?? []);
  const scan = costOf(rowCount, query.sort.length === 0);
  const useful = plans.filter((plan) =>
    plan.isNarrow ? true : plan.turn !== 0,
  );
  const [best] = useful.sort((left, right) => planCost(left) - planCost(right));
  return best && planCost(best) <= scan ? best : undefined;

  function planCost({ count, turn }: Plan) {
    return costOf(count, turn !== 0 || query.sort.length === 0);
  }
}

/** The plan with one index, which may be that of a hint. */
export function planFor(
  index: Index,
  { criteria, sort, collation }: Query,
  isHinted = false,
): Plan | undefined {
  const isSame = equal(
    index.collation?.specification,
    collation?.specification,
  );
  if (!isSame && !isHinted) return undefined;
  const bounds = isSame ? indexBounds(index, criteria) : [];
  if (!isHinted && !isComplete(index, criteria, bounds)) return undefined;
  const spans = spansOf(index.sortKeys, bounds);
  const isNarrow = bounds[0] !== undefined;
  const count = spans.reduce(
    (sum, { low, high }) => sum + index.entries.count(low, high),
    0,
  );
  const fixed = bounds.map((one) => one?.length === 1 && one.every(isPoint));
  const hasOrder = !index.isMultikey() && !collation && !index.collation;
  const turn = hasOrder ? turnOf(sort, index.sortKeys, fixed) : 0;
  return { index, spans, turn, count, isNarrow };
}

/** The rows of a plan, each once. */
export function* rowsOf({ index, spans, turn }: Plan): Generator<Row> {
  const seen = index.isMultikey() ? new Set<Row>() : undefined;
  for (const { low, high } of turn === -1 ? spans.toReversed() : spans) {
    const { entries } = index;
    const rows =
      turn === -1 ? entries.reverse(low, high) : entries.range(low, high);
    for (const row of rows) {
      if (seen?.has(row)) continue;
      seen?.add(row);
      yield row;
    }
  }
}

/**
 * The bounds of each field. Of fields that lead through the same array only
 * the first has bounds: another element may satisfy the others' conditions.
 */
function indexBounds(index: Index, criteria: Document) {
  const isMultikey = index.isMultikey();
  const seen = new Set<string>();
  return index.sortKeys.map(([field]) => {
    const [top = ""] = field.split(".");
    if (isMultikey && seen.has(top)) return undefined;
    seen.add(top);
    const bounds = boundsOf(criteria, field, isMultikey, index.collation);
    return index.collation && !bounds?.every(isPoint) ? undefined : bounds;
  });
}

/** Rows that have to be sorted afterwards cost more. */
function costOf(count: number, isSorted: boolean): number {
  return isSorted ? count : 2 * count;
}

/** A partial or sparse index serves only filters that exclude as much. */
function isComplete(
  index: Index,
  criteria: Document,
  bounds: (Interval[] | undefined)[],
): boolean {
  if (index.isSparse && !bounds.some((one) => one && !one.some(includesNull))) {
    return false;
  }
  const { partialFilterExpression = {} } = index.definition;
  return Object.entries(partialFilterExpression).every(
    ([field, condition]) =>
      !field.startsWith("$") &&
      Object.hasOwn(criteria, field) &&
      equal(criteria[field], condition),
  );
}

/** Points of the first fields, then one field's intervals, in their order. */
function spansOf(keys: SortKeys, bounds: (Interval[] | undefined)[]): Span[] {
  let prefixes = [""];
  for (const [i, [, direction]] of keys.entries()) {
    const given = bounds[i];
    if (!given || given.length * prefixes.length > maxIntervals) break;
    const intervals = direction === 1 ? given : given.map(descending).reverse();
    if (!intervals.every(isPoint)) {
      return prefixes.flatMap((prefix) =>
        intervals.map((one) => spanOf(prefix, one.low, one.high)),
      );
    }
    prefixes = prefixes.flatMap((prefix) =>
      intervals.map(({ low }) => prefix + low.key),
    );
  }
  if (prefixes.length === 1 && prefixes[0] === "") return [everything];
  return prefixes.map((key) =>
    spanOf("", { key, after: false }, { key, after: true }),
  );
}

function spanOf(prefix: string, low: Edge, high: Edge): Span {
  return { low: prefix + textOf(low), high: prefix + textOf(high) };
}

/** Fields with a single value do not affect the order. */
function turnOf(sort: SortKeys, keys: SortKeys, fixed: boolean[]): 1 | -1 | 0 {
  const free = keys.filter((_, i) => !fixed[i]);
  const constant = keys.filter((_, i) => fixed[i]).map(([field]) => field);
  const wanted = sort.filter(([field]) => !constant.includes(field));
  if (wanted.length === 0) return sort.length === 0 ? 0 : 1;
  const turns = wanted.map(([field, direction], i) =>
    field === free[i]?.[0] ? direction * free[i][1] : 0,
  );
  const [first = 0] = turns;
  return turns.every((turn) => turn === first) ? (first as 1 | -1 | 0) : 0;
}
