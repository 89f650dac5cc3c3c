import type { Document } from "../bson/document.ts";
import { compileFilter, type Filter } from "../query/filter.ts";
import { compileProjection } from "../query/projection.ts";
import { compileSort } from "../query/sort.ts";
import {
  type Collection,
  documentOf,
  type Selection,
} from "../storage/collection.ts";
import { firstBatchSize } from "../storage/cursors.ts";
import type { Row } from "../storage/index.ts";
import type { Item } from "../wire/batch.ts";
import { collectionIn, countIn, documentIn, flagIn } from "./arguments.ts";
import { scopeIn } from "./collation.ts";
import type { Commands } from "./command.ts";
import { hintIn } from "./hint.ts";
import { evaluatorIn } from "./let.ts";

type Window = { skip?: number | undefined; limit?: number | undefined };

export const findCommands: Commands = {
  find: {
    fields: [
      "filter",
      "sort",
      "projection",
      "skip",
      "limit",
      "batchSize",
      "singleBatch",
      "noCursorTimeout",
      "allowDiskUse",
      "hint",
      "let",
      "collation",
    ],
    run({ databases, cursors, database, body }) {
      const name = collectionIn(body);
      const collection = databases.find(database, name);
      const scope = scopeIn(body, collection);
      const filter = compileFilter(documentIn(body, "filter"), scope);
      const sort = compileSort(documentIn(body, "sort"));
      const project = projectionIn(body, filter);
      const skip = countIn(body, "skip");
      const batchSize = countIn(body, "batchSize");
      const limit = flagIn(body, "singleBatch")
        ? least(countIn(body, "limit"), batchSize ?? firstBatchSize)
        : countIn(body, "limit");
      const hint = hintIn(collection, body);
      const selection = { filter, sort, hint };
      const selected = rows(collection, selection, { skip, limit });
      const results = projected(selected, project);
      return cursors.open(`${database}.${name}`, results, batchSize);
    },
  },
};

export function* found(
  collection: Collection | undefined,
  selection: Selection,
  window: Window,
): Generator<Document> {
  for (const row of rows(collection, selection, window)) yield documentOf(row);
}

/** The selected rows between skip and limit; a limit of 0 is none. */
function* rows(
  collection: Collection | undefined,
  selection: Selection,
  { skip = 0, limit = 0 }: Window,
): Generator<Row> {
  if (!collection) return;
  let seen = 0;
  for (const row of collection.select(selection)) {
    if (++seen <= skip) continue;
    yield row;
    if (limit > 0 && seen === skip + limit) return;
  }
}

function projectionIn(body: Document, filter: Filter) {
  const projection = documentIn(body, "projection");
  if (Object.keys(projection).length === 0) return undefined;
  return compileProjection(projection, {
    filter,
    evaluator: evaluatorIn(body),
  });
}

/** Without a projection, documents go out as they are stored. */
function* projected(
  found: Iterable<Row>,
  project: ((document: Document) => Document) | undefined,
): Generator<Item> {
  for (const row of found) {
    yield project ? project(documentOf(row)) : row.stored;
  }
}

/** The smaller limit of two, of which 0 or undefined is none. */
function least(limit: number | undefined, other: number): number {
  return limit ? Math.min(limit, other) : other;
}
