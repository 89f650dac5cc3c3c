import type { Document } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { compileFilter } from "../query/filter.ts";
import { compileProjection } from "../query/projection.ts";
import { compileSort } from "../query/sort.ts";
import type { Collection } from "../storage/collection.ts";
import type { Row } from "../storage/index.ts";
import { compileUpdate } from "../update/update.ts";
import { collectionIn, documentIn, flagIn } from "./arguments.ts";
import type { Command, Commands } from "./command.ts";
import { storable } from "./insert.ts";
import { arrayFiltersIn, updateRow } from "./update.ts";

type Change = { before?: Document; after?: Document; upsertedId?: unknown };

const findAndModify: Command = {
  fields: [
    "query",
    "sort",
    "remove",
    "update",
    "new",
    "fields",
    "upsert",
    "arrayFilters",
    "bypassDocumentValidation",
  ],
  run({ databases, database, body }) {
    const name = collectionIn(body);
    if ("update" in body === flagIn(body, "remove")) {
      throw new CommandError(
        "FailedToParse",
        "Either an update or remove=true must be specified, and not both",
      );
    }
    const filter = compileFilter(documentIn(body, "query"));
    const sort = compileSort(documentIn(body, "sort"));
    const project = compileProjection(documentIn(body, "fields"), filter);
    const collection = databases.findOrCreate(database, name);
    const [row] = collection.take({ filter, sort }, 1);
    const change = flagIn(body, "remove")
      ? remove(collection, row)
      : modify(collection, row, body);
    const value = flagIn(body, "new") ? change.after : change.before;
    return {
      lastErrorObject: lastErrorObject(change, flagIn(body, "remove")),
      value: value ? project(value) : null,
    };
  },
};

export const findAndModifyCommands: Commands = {
  findAndModify,
  findandmodify: findAndModify,
};

function remove(collection: Collection, row?: Row): Change {
  if (!row) return {};
  collection.remove(row);
  return { before: row.document };
}

function modify(
  collection: Collection,
  row: Row | undefined,
  body: Document,
): Change {
  const criteria = documentIn(body, "query");
  const filter = compileFilter(criteria);
  const update = compileUpdate(body.update, filter, arrayFiltersIn(body));
  if (row) {
    const before = row.document;
    updateRow(collection, row, update);
    return { before, after: row.document };
  }
  if (!flagIn(body, "upsert")) return {};
  const after = storable(update.upsert(criteria));
  collection.insert(after);
  return { after, upsertedId: after._id };
}

function lastErrorObject(
  { before, after, upsertedId }: Change,
  removing: boolean,
): Document {
  const n = before || after ? 1 : 0;
  if (removing) return { n };
  const upserted = upsertedId === undefined ? {} : { upserted: upsertedId };
  return { n, updatedExisting: before !== undefined, ...upserted };
}
