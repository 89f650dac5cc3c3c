import { type Document, plainDocument } from "../bson/document.ts";
import { compileFilter } from "../query/filter.ts";
import { compileSort } from "../query/sort.ts";
import type { Collection, Selection } from "../storage/collection.ts";
import { type CollectionReader, compileStages } from "./stages.ts";

/**
 * Runs a pipeline. A $match and a $sort at its beginning use the indexes; what
 * they alone select keeps its BSON types, and what later stages make has
 * JavaScript's: an int32 where one fits, else a double.
 */
export function aggregate(
  collection: Collection | undefined,
  pipeline: Document[],
  readCollection: CollectionReader,
): Document[] {
  const stages = pipeline.map(plainDocument);
  const check = compileStages(stages, readCollection);
  if (!collection) return check([]);
  const { selection, rest } = split(stages);
  const rows = [...collection.select(selection)];
  const documents = rows.map(({ document }) => document);
  if (rest.length === 0) return documents;
  return compileStages(rest, readCollection)(documents.map(plainDocument));
}

function split(stages: Document[]): { selection: Selection; rest: Document[] } {
  const rest = [...stages];
  function take(name: string): Document | undefined {
    return rest[0]?.[name] ? (rest.shift()?.[name] as Document) : undefined;
  }
  const filter = compileFilter(take("$match"));
  return { selection: { filter, sort: compileSort(take("$sort")) }, rest };
}
