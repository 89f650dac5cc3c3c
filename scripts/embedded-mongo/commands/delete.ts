import { type Document, plain } from "../bson/document.ts";
import { shell } from "../bson/shell.ts";
import { CommandError } from "../errors.ts";
import { checkTime } from "../query/clock.ts";
import { compileFilter } from "../query/filter.ts";
import type { Scope } from "../query/scope.ts";
import type { Collection } from "../storage/collection.ts";
import { collectionIn, documentIn, documentsIn } from "./arguments.ts";
import { scopeIn } from "./collation.ts";
import { type Commands, refuseUnknown } from "./command.ts";
import { hintIn } from "./hint.ts";
import { writeEach } from "./write-errors.ts";

export const deleteCommands: Commands = {
  delete: {
    fields: ["deletes", "ordered", "let"],
    run({ databases, database, body }) {
      const collection = databases.find(database, collectionIn(body));
      let n = 0;
      const errors = writeEach(
        body,
        documentsIn(body, "deletes"),
        (deletion) => {
          n += deleteMatching(
            collection,
            deletion,
            scopeIn(body, collection, deletion),
          );
        },
      );
      return { n, ...errors };
    },
  },
};

function deleteMatching(
  collection: Collection | undefined,
  deletion: Document,
  scope: Scope,
): number {
  refuseUnknown("delete.deletes", deletion, [
    "q",
    "limit",
    "hint",
    "collation",
  ]);
  const limit = plain(deletion.limit);
  if (limit !== 0 && limit !== 1) {
    throw new CommandError(
      "FailedToParse",
      "The limit field in delete objects must be 0 or 1. " +
        `Got ${shell(limit)}`,
    );
  }
  const filter = compileFilter(documentIn(deletion, "q"), scope);
  const hint = hintIn(collection, deletion);
  if (!collection) return 0;
  const rows = collection.take({ filter, hint }, limit || Infinity);
  for (const row of rows) {
    checkTime();
    collection.remove(row);
  }
  return rows.length;
}
