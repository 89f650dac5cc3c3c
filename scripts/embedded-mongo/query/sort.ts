import type { Collation } from "../bson/collation.ts";
import { compare } from "../bson/compare.ts";
import { type Document, plainNumber } from "../bson/document.ts";
import { emptyKey, inverted, keyOf } from "../bson/key.ts";
import { leavesAt } from "../bson/path.ts";
import { CommandError } from "../errors.ts";

/** Field and direction, the most significant first. */
export type SortKeys = [field: string, direction: 1 | -1][];

/** The order of the documents themselves, in the place of a field. */
export const natural = "$natural";

/** The hint for the natural order from the end. */
export const backwards = "-$natural";

/** Reads a sort specification such as `{ title: 1, _id: -1 }`. */
export function compileSort(sort: Document = {}): SortKeys {
  return Object.entries(sort).map(([field, given]) => {
    const direction = plainNumber(given);
    const isAlone = field !== natural || Object.keys(sort).length === 1;
    if ((direction === 1 || direction === -1) && isAlone) {
      return [field, direction];
    }
    throw new CommandError(
      "Location15975",
      "$sort key ordering must be 1 (for ascending) or -1 (for descending), " +
        `for ${field}`,
    );
  });
}

/** A sorted copy; of an array, its least or its greatest element counts. */
export function sortBy<T>(
  items: Iterable<T>,
  keys: SortKeys,
  documentOf: (item: T) => Document,
  collation?: Collation,
): T[] {
  if (collation) return sortTexts([...items], keys, documentOf, collation);
  const keyed = Array.from(items, (item) => ({
    item,
    key: sortKeyOf(documentOf(item), keys),
  }));
  keyed.sort((left, right) => compareBytes(left.key, right.key));
  return keyed.map(({ item }) => item);
}

function compareBytes(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

export function sortKeyOf(document: Document, keys: SortKeys): string {
  return keys.map((key) => fieldKey(document, key)).join("");
}

function fieldKey(document: Document, [field, direction]: SortKeys[number]) {
  const key = bestKey(document, field, direction);
  return direction === 1 ? key : inverted(key);
}

function bestKey(document: Document, field: string, direction: 1 | -1) {
  const leaves = leavesAt(document, field);
  const [only] = leaves;
  if (leaves.length === 1 && !Array.isArray(only)) return keyOf(only);
  const keys = leaves.flatMap((leaf) => {
    if (!Array.isArray(leaf)) return [keyOf(leaf)];
    return leaf.length === 0 ? [emptyKey] : leaf.map((one) => keyOf(one));
  });
  if (keys.length === 0) return keyOf(null);
  return keys.reduce((best, key) =>
    compareBytes(key, best) * direction < 0 ? key : best,
  );
}

/** A collation has no texts of bytes to compare: each pair of values is. */
function sortTexts<T>(
  items: T[],
  keys: SortKeys,
  documentOf: (item: T) => Document,
  collation: Collation,
): T[] {
  const keyed = items.map((item) => {
    const document = documentOf(item);
    return {
      item,
      values: keys.map((key) => bestOf(document, key, collation)),
    };
  });
  keyed.sort((left, right) => {
    for (const [i, [, direction]] of keys.entries()) {
      const order = compare(left.values[i], right.values[i], collation);
      if (order !== 0) return order * direction;
    }
    return 0;
  });
  return keyed.map(({ item }) => item);
}

function bestOf(
  document: Document,
  [field, direction]: SortKeys[number],
  collation: Collation,
): unknown {
  const values = leavesAt(document, field).flat();
  return values.reduce(
    (best, value) =>
      compare(value, best, collation) * direction < 0 ? value : best,
    values[0],
  );
}
