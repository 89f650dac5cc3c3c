import { compare } from "../bson/compare.ts";
import { type Document, plainNumber } from "../bson/document.ts";
import { keyOf } from "../bson/key.ts";
import type { Accumulator } from "../expressions/accumulators.ts";
import {
  evaluate,
  evaluateRoot,
  type Options,
} from "../expressions/operands.ts";
import { accumulatorOperators } from "../expressions/operators.ts";
import {
  compileSort,
  type SortKeys,
  sortBy,
  sortKeyOf,
} from "../query/sort.ts";
import { type Stage, whole } from "./operators.ts";
import { mapFields } from "./projections.ts";
import { rangeStep } from "./range-window.ts";

type Window = { documents?: unknown[]; range?: unknown[]; unit?: string };

/** A sorted partition, and the position of a document in it. */
type Place = { documents: Document[]; at: number; sort: SortKeys };

/** Functions of a document's place, which have no window. */
const placeFunctions: Record<
  string,
  (place: Place, argument: Document, options: Options) => unknown
> = {
  $documentNumber: ({ at }) => at + 1,
  $rank: ({ documents, at, sort }) => {
    const own = sortKeyOf(documents[at] as Document, sort);
    return 1 + documents.findIndex((one) => sortKeyOf(one, sort) === own);
  },
  $denseRank: ({ documents, at, sort }) => {
    const keys = documents.slice(0, at + 1).map((one) => sortKeyOf(one, sort));
    return new Set(keys).size;
  },
  $shift: ({ documents, at }, argument, options) => {
    const by = Number(plainNumber(argument.by));
    const other = documents[at + by];
    if (other) return evaluateRoot(other, argument.output, options) ?? null;
    return evaluate({}, argument.default, options) ?? null;
  },
};

export const windowFunctions = [
  ...Object.keys(placeFunctions),
  ...Object.keys(accumulatorOperators),
];

export const $setWindowFields: Stage = (
  input,
  specification: Document,
  options,
) => {
  const { partitionBy = null, output } = specification;
  const sort = compileSort(specification.sortBy as Document);
  return whole(input, (documents) => {
    const partitions = new Map<string, Document[]>();
    for (const document of documents) {
      const value = evaluateRoot(document, partitionBy, options) ?? null;
      const key = keyOf(value);
      const partition = partitions.get(key);
      if (partition) partition.push(document);
      else partitions.set(key, [document]);
    }
    return [...partitions]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .flatMap(([, items]) => {
        const sorted = sortBy(items, sort, (one) => one);
        return sorted.map((document, at) =>
          mapFields(document, output as Document, (definition) =>
            valueAt({ documents: sorted, at, sort }, definition, options),
          ),
        );
      });
  });
};

function valueAt(place: Place, definition: unknown, options: Options): unknown {
  const { window = {}, ...rest } = definition as Document;
  const [[name, argument] = ["", null]] = Object.entries(rest);
  const ofPlace = placeFunctions[name];
  if (ofPlace) return ofPlace(place, argument as Document, options);
  const items = itemsIn(window as Window, place);
  const accumulate = accumulatorOperators[name] as Accumulator;
  const inner = options.constructor.init(options).update({ root: null });
  return accumulate(items, argument, inner);
}

function itemsIn(window: Window, place: Place): Document[] {
  const { documents, at } = place;
  if (window.range) return itemsInRange(window, place);
  const [low = "unbounded", high = "unbounded"] = window.documents ?? [];
  const from = low === "unbounded" ? 0 : at + offsetOf(low);
  const to = high === "unbounded" ? documents.length : at + offsetOf(high) + 1;
  return documents.slice(Math.max(0, from), Math.max(0, to));
}

function offsetOf(bound: unknown): number {
  return bound === "current" ? 0 : Number(plainNumber(bound));
}

/** Documents whose sort field is within a range of this one's. */
function itemsInRange(
  { range = [], unit }: Window,
  { documents, at, sort }: Place,
): Document[] {
  const [field = ""] = sort[0] ?? [];
  const own = (documents[at] as Document)[field];
  const [low, high] = range.map((bound) =>
    bound === "unbounded" ? undefined : rangeStep(own, bound, unit),
  );
  return documents.filter((one) => {
    const value = one[field];
    const isAbove = low === undefined || compare(value, low) >= 0;
    return isAbove && (high === undefined || compare(value, high) <= 0);
  });
}
