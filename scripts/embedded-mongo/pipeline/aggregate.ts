import type { Document } from "../bson/document.ts";
import { plainNumber } from "../bson/document.ts";
import { read } from "../bson/read.ts";
import { compileFilter } from "../query/filter.ts";
import type { Scope } from "../query/scope.ts";
import { compileSort } from "../query/sort.ts";
import type { Collection, Selection } from "../storage/collection.ts";
import { fieldsOf } from "./fields.ts";
import { compileStages, type StageOptions } from "./stages.ts";

type Options = StageOptions & { hint?: string | undefined };

/** Runs a pipeline. A $match and a $sort at its beginning use the indexes. */
export function aggregate(
  collection: Collection | undefined,
  pipeline: Document[],
  { hint, ...options }: Options,
): Document[] {
  const check = compileStages(pipeline, options);
  if (!collection) return check([]);
  const { selection, rest } = split(pipeline, options);
  const rows = collection.take({ ...selection, hint }, limitOf(rest));
  const fields = fieldsOf(rest[0]);
  const documents = rows.map(({ stored }) => read(stored, fields));
  return rest.length === 0
    ? documents
    : compileStages(rest, options)(documents);
}

function split(
  stages: Document[],
  scope: Scope,
): { selection: Selection; rest: Document[] } {
  const rest = [...stages];
  function take(name: string): Document | undefined {
    return rest[0]?.[name] ? (rest.shift()?.[name] as Document) : undefined;
  }
  const filter = compileFilter(take("$match"), scope);
  return { selection: { filter, sort: compileSort(take("$sort")) }, rest };
}

/** How many documents the stages need, by their $skip and $limit. */
function limitOf([first = {}, second = {}]: Document[]): number {
  if ("$limit" in first) return Number(plainNumber(first.$limit));
  if (!("$skip" in first && "$limit" in second)) return Infinity;
  const [skip, limit] = [first.$skip, second.$limit].map(plainNumber);
  return Number(skip) + Number(limit);
}
