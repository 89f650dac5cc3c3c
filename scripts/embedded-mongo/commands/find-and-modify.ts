import type { Document } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { compileFilter } from "../query/filter.ts";
import { compileProjection } from "../query/projection.ts";
import type { Scope } from "../query/scope.ts";
import { compileSort } from "../query/sort.ts";
import { documentOf } from "../storage/collection.ts";
import type { Row } from "../storage/index.ts";
import { compileUpdate } from "../update/update.ts";
import { collectionIn, documentIn, flagIn } from "./arguments.ts";
import { scopeIn } from "./collation.ts";
import type { Command, Commands } from "./command.ts";
import { hintIn } from "./hint.ts";
import { storable } from "./insert.ts";
import { evaluatorIn } from "./let.ts";
import { arrayFiltersIn, type Target, updateRow } from "./update.ts";

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
    "hint",
    "let",
    "collation",
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
    if (flagIn(body, "remove") && flagIn(body, "new")) {
      throw new CommandError(
        "FailedToParse",
        "Cannot specify both new=true and remove=true; 'remove' always returns " +
          "the deleted document",
      );
    }
    const scope = scopeIn(body, databases.find(database, name));
    const filter = compileFilter(documentIn(body, "query"), scope);
    const sort = compileSort(documentIn(body, "sort"));
    const project = compileProjection(documentIn(body, "fields"), {
      filter,
      evaluator: evaluatorIn(body),
    });
    const target = {
      find: () => databases.find(database, name),
      create: () => databases.findOrCreate(database, name),
    };
    const hint = hintIn(target.find(), body);
    const [row] = target.find()?.take({ filter, sort, hint }, 1) ?? [];
    const change = flagIn(body, "remove")
      ? remove(target, row)
      : modify(target, row, body, scope);
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

function remove(target: Target, row?: Row): Change {
  if (!row) return {};
  const before = documentOf(row);
  target.find()?.remove(row);
  return { before };
}

function modify(
  target: Target,
  row: Row | undefined,
  body: Document,
  scope: Scope,
): Change {
  const criteria = documentIn(body, "query");
  const filter = compileFilter(criteria, scope);
  const update = compileUpdate(body.update, filter, {
    arrayFilters: arrayFiltersIn(body),
    variables: scope.variables ?? {},
  });
  const collection = target.find();
  if (collection && row) {
    const before = documentOf(row);
    return { before, after: updateRow(collection, row, update) ?? before };
  }
  if (!flagIn(body, "upsert")) return {};
  const after = storable(update.upsert(criteria));
  target.create().insert(after);
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
