import type { Document } from "../bson/document.ts";
import { compileFilter } from "../query/filter.ts";
import { compileProjection } from "../query/projection.ts";
import { compileSort } from "../query/sort.ts";
import {
  type Collection,
  documentOf,
  type Selection,
} from "../storage/collection.ts";
import { firstBatchSize } from "../storage/cursors.ts";
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
      const filter = compileFilter(documentIn(body, "filter"), scopeIn(body));
      const sort = compileSort(documentIn(body, "sort"));
      const project = compileProjection(documentIn(body, "projection"), {
        filter,
        evaluator: evaluatorIn(body),
      });
      const skip = countIn(body, "skip");
      const batchSize = countIn(body, "batchSize");
      const limit = flagIn(body, "singleBatch")
        ? least(countIn(body, "limit"), batchSize ?? firstBatchSize)
        : countIn(body, "limit");
      const collection = databases.find(database, name);
      const hint = hintIn(collection, body);
      const selection = { filter, sort, hint };
      const documents = found(collection, selection, { skip, limit });
      const results = projected(documents, project);
      return cursors.open(`${database}.${name}`, results, batchSize);
    },
  },
};

/** The selected documents between skip and limit; a limit of 0 is none. */
export function* found(
  collection: Collection | undefined,
  selection: Selection,
  { skip = 0, limit = 0 }: Window,
): Generator<Document> {
  if (!collection) return;
  let seen = 0;
  for (const row of collection.select(selection)) {
    if (++seen <= skip) continue;
    yield documentOf(row);
    if (limit > 0 && seen === skip + limit) return;
  }
}

function* projected(
  documents: Iterable<Document>,
  project: (document: Document) => Document,
): Generator<Document> {
  for (const document of documents) yield project(document);
}

/** The smaller limit of two, of which 0 or undefined is none. */
function least(limit: number | undefined, other: number): number {
  return limit ? Math.min(limit, other) : other;
}
