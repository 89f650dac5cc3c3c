import { type Document, plain } from "../bson/document.ts";
import { shell } from "../bson/shell.ts";
import { CommandError } from "../errors.ts";
import { compileFilter } from "../query/filter.ts";
import type { Variables } from "../query/variables.ts";
import type { Collection } from "../storage/collection.ts";
import { collectionIn, documentIn, documentsIn } from "./arguments.ts";
import { type Commands, refuseUnknown } from "./command.ts";
import { hintIn } from "./hint.ts";
import { variablesIn } from "./let.ts";
import { writeEach } from "./write-errors.ts";

export const deleteCommands: Commands = {
  delete: {
    fields: ["deletes", "ordered", "let"],
    run({ databases, database, body }) {
      const collection = databases.find(database, collectionIn(body));
      const variables = variablesIn(body);
      let n = 0;
      const errors = writeEach(
        body,
        documentsIn(body, "deletes"),
        (deletion) => {
          n += deleteMatching(collection, deletion, variables);
        },
      );
      return { n, ...errors };
    },
  },
};

function deleteMatching(
  collection: Collection | undefined,
  deletion: Document,
  variables: Variables,
): number {
  refuseUnknown("delete.deletes", deletion, ["q", "limit", "hint"]);
  const limit = plain(deletion.limit);
  if (limit !== 0 && limit !== 1) {
    throw new CommandError(
      "FailedToParse",
      "The limit field in delete objects must be 0 or 1. " +
        `Got ${shell(limit)}`,
    );
  }
  const filter = compileFilter(documentIn(deletion, "q"), variables);
  const hint = hintIn(collection, deletion);
  if (!collection) return 0;
  const rows = collection.take({ filter, hint }, limit || Infinity);
  for (const row of rows) collection.remove(row);
  return rows.length;
}
