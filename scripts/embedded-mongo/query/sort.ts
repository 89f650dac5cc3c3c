import { compare } from "../bson/compare.ts";
import { type Document, plainNumber } from "../bson/document.ts";
import { leavesAt } from "../bson/path.ts";
import { CommandError } from "../errors.ts";

/** Field and direction, the most significant first. */
export type SortKeys = [field: string, direction: 1 | -1][];

/** The order of the documents themselves, in the place of a field. */
export const natural = "$natural";

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
): T[] {
  const keyed = Array.from(items, (item) => {
    const document = documentOf(item);
    return { item, values: keys.map((key) => sortValue(document, key)) };
  });
  keyed.sort((left, right) => compareKeys(keys, left.values, right.values));
  return keyed.map(({ item }) => item);
}

function compareKeys(keys: SortKeys, left: unknown[], right: unknown[]) {
  for (let i = 0; i < keys.length; i++) {
    const difference = compare(left[i], right[i]);
    if (difference !== 0) return difference * (keys[i]?.[1] ?? 1);
  }
  return 0;
}

function sortValue(document: Document, [field, direction]: SortKeys[number]) {
  const leaves = leavesAt(document, field);
  if (leaves.length === 1 && !Array.isArray(leaves[0])) return leaves[0];
  return leaves
    .flat()
    .reduce(
      (best, value) => (compare(value, best) * direction < 0 ? value : best),
      leaves.flat()[0],
    );
}
