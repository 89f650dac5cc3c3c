import { equal } from "../bson/compare.ts";
import { type Document, isDocument, plainNumber } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { backwards, natural } from "../query/sort.ts";
import type { Collection } from "../storage/collection.ts";

/** The name of the index that a command wants, given by name or by key. */
export function hintIn(
  collection: Collection | undefined,
  body: Document,
): string | undefined {
  const { hint } = body;
  if (hint === undefined || (isDocument(hint) && isEmpty(hint))) {
    return undefined;
  }
  if (typeof hint !== "string" && !isDocument(hint)) {
    throw new CommandError("FailedToParse", "Hint must be a string or object");
  }
  if (isDocument(hint) && natural in hint) return naturalIn(hint);
  if (!collection) return undefined;
  const index = collection
    .listIndexes()
    .find(({ name, key }) => name === hint || equal(key, hint));
  if (index) return index.name;
  throw new CommandError(
    "BadValue",
    "error processing query: planner returned error :: caused by :: hint " +
      "provided does not correspond to an existing index",
  );
}

function naturalIn(hint: Document): string {
  const direction = plainNumber(hint[natural]);
  if (Object.keys(hint).length === 1 && direction === 1) return natural;
  if (Object.keys(hint).length === 1 && direction === -1) return backwards;
  throw new CommandError("BadValue", "$natural hint must be 1 or -1");
}

function isEmpty(hint: Document): boolean {
  return Object.keys(hint).length === 0;
}
