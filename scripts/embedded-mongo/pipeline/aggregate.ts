import type { Document } from "../bson/document.ts";
import { compileFilter } from "../query/filter.ts";
import { compileSort } from "../query/sort.ts";
import {
  type Collection,
  documentOf,
  type Selection,
} from "../storage/collection.ts";
import { type CollectionReader, compileStages } from "./stages.ts";

/**
 * Runs a pipeline. A $match and a $sort at its beginning use the indexes.
 */
export function aggregate(
  collection: Collection | undefined,
  pipeline: Document[],
  readCollection: CollectionReader,
): Document[] {
  const check = compileStages(pipeline, readCollection);
  if (!collection) return check([]);
  const { selection, rest } = split(pipeline);
  const rows = [...collection.select(selection)];
  const documents = rows.map(documentOf);
  if (rest.length === 0) return documents;
  return compileStages(rest, readCollection)(documents);
}

function split(stages: Document[]): { selection: Selection; rest: Document[] } {
  const rest = [...stages];
  function take(name: string): Document | undefined {
    return rest[0]?.[name] ? (rest.shift()?.[name] as Document) : undefined;
  }
  const filter = compileFilter(take("$match"));
  return { selection: { filter, sort: compileSort(take("$sort")) }, rest };
}
