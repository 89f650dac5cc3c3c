import type { Collation } from "../bson/collation.ts";
import { type Document, isDocument } from "../bson/document.ts";
import { emptyKey, inverted, keyOf } from "../bson/key.ts";
import { fieldOf, isArrayIndex } from "../bson/path.ts";
import { CommandError } from "../errors.ts";
import type { SortKeys } from "../query/sort.ts";

/** Stands for the missing elements of an empty array at a path's end. */
const noElement = Symbol("no element");

/**
 * How far a field's path has been followed: to a value, or to an array, with
 * what is left of the path.
 */
type Place = { value: unknown } | { array: unknown[]; rest: string[] };

/** Whether a field of an index leads through an array of the document. */
export function hasArray(document: Document, fields: SortKeys): boolean {
  return fields.some(([path]) => "array" in follow(document, path.split(".")));
}

/**
 * The keys of a document in an index: one for each element of an array that
 * its fields lead through ("multikey"). Fields may share that array, as in
 * `{ "lines.sku": 1, "lines.q": 1 }`, but not lead through two.
 */
export function indexKeys(
  document: Document,
  fields: SortKeys,
  collation?: Collation,
): string[] {
  const key = (value: unknown) =>
    value === noElement ? emptyKey : keyOf(value, collation);
  const places = fields.map(([path]) => follow(document, path.split(".")));
  const keys = expand(places).map((values) =>
    values
      .map(key)
      .map((one, i) => (fields[i]?.[1] === -1 ? inverted(one) : one))
      .join(""),
  );
  return keys.length === 1 ? keys : [...new Set(keys)];
}

function follow(start: unknown, path: string[]): Place {
  let node = start;
  for (const [i, name] of path.entries()) {
    if (Array.isArray(node)) return { array: node, rest: path.slice(i) };
    node = isDocument(node) ? fieldOf(node, name) : undefined;
  }
  return Array.isArray(node) ? { array: node, rest: [] } : { value: node };
}

/** The values at all places, a list for each element of their array. */
function expand(places: Place[]): unknown[][] {
  const arrays = new Set(
    places.flatMap((place) => ("array" in place ? [place.array] : [])),
  );
  const [array] = arrays;
  if (!array)
    return [places.map((place) => ("value" in place ? place.value : null))];
  if (arrays.size > 1) {
    throw new CommandError(
      "CannotIndexParallelArrays",
      "cannot index parallel arrays",
    );
  }
  if (array.length === 0) return expand(places.map(withoutElements));
  return array.flatMap((element) =>
    expand(places.map((place) => inElement(place, array, element))),
  );
}

function withoutElements(place: Place): Place {
  if ("value" in place) return place;
  return { value: place.rest.length === 0 ? noElement : null };
}

/** An element that is an array itself is a value, and not expanded again. */
function inElement(place: Place, array: unknown[], element: unknown): Place {
  if ("value" in place) return place;
  const [name, ...rest] = place.rest;
  if (name === undefined) return { value: element };
  if (isArrayIndex(name) && Number(name) < array.length) {
    return follow(array[Number(name)], rest);
  }
  return follow(isDocument(element) ? element : undefined, place.rest);
}
