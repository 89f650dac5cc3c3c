import type { Document } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { checkTime } from "../query/clock.ts";
import { compileFilter } from "../query/filter.ts";
import type { Scope } from "../query/scope.ts";
import { type Collection, documentOf } from "../storage/collection.ts";
import type { Row } from "../storage/index.ts";
import { compileUpdate, type Update } from "../update/update.ts";
import { collectionIn, documentIn, documentsIn, flagIn } from "./arguments.ts";
import { scopeIn } from "./collation.ts";
import { type Commands, refuseUnknown } from "./command.ts";
import { hintIn } from "./hint.ts";
import { storable } from "./insert.ts";
import { writeEach } from "./write-errors.ts";

type Result = { matched: number; modified: number; upsertedId?: unknown };

const statementFields = [
  "q",
  "u",
  "c",
  "multi",
  "upsert",
  "arrayFilters",
  "hint",
  "collation",
];

export const updateCommands: Commands = {
  update: {
    fields: ["updates", "ordered", "bypassDocumentValidation", "let"],
    run({ databases, database, body }) {
      const name = collectionIn(body);
      const statements = documentsIn(body, "updates");
      const target = {
        find: () => databases.find(database, name),
        create: () => databases.findOrCreate(database, name),
      };
      const upserted: Document[] = [];
      let n = 0;
      let nModified = 0;
      const errors = writeEach(body, statements, (statement, index) => {
        const result = updateStatement(
          target,
          statement,
          scopeIn(body, target.find(), statement),
        );
        const { matched, modified, upsertedId: _id } = result;
        n += matched;
        nModified += modified;
        if (_id === undefined) return;
        upserted.push({ index, _id });
        n++;
      });
      const inserted = upserted.length > 0 ? { upserted } : {};
      return { n, nModified, ...inserted, ...errors };
    },
  },
};

/** A collection that is created only by an insertion. */
export type Target = {
  find(): Collection | undefined;
  create(): Collection;
};

function updateStatement(
  target: Target,
  statement: Document,
  scope: Scope,
): Result {
  refuseUnknown("update.updates", statement, statementFields);
  const criteria = documentIn(statement, "q");
  const filter = compileFilter(criteria, scope);
  const update = compileUpdate(statement.u, filter, {
    arrayFilters: arrayFiltersIn(statement),
    variables: { ...scope.variables, ...documentIn(statement, "c") },
  });
  const multi = flagIn(statement, "multi");
  if (multi && update.isReplacement) {
    throw new CommandError(
      "FailedToParse",
      "multi update is not supported for replacement-style update",
    );
  }
  const collection = target.find();
  const hint = hintIn(collection, statement);
  const rows = collection?.take({ filter, hint }, multi ? Infinity : 1) ?? [];
  if (collection && rows.length > 0) {
    const changed = rows.filter((row) => updateRow(collection, row, update));
    return { matched: rows.length, modified: changed.length };
  }
  if (!flagIn(statement, "upsert")) return { matched: 0, modified: 0 };
  const document = storable(update.upsert(criteria));
  target.create().insert(document);
  return { matched: 0, modified: 0, upsertedId: document._id };
}

/** The document after the update; undefined if nothing has changed. */
export function updateRow(
  collection: Collection,
  row: Row,
  update: Update,
): Document | undefined {
  checkTime();
  const before = documentOf(row);
  const changed = update.applyTo(before);
  if (changed) collection.replace(row, before, changed);
  return changed;
}

/** The filters that give `$[name]` in the paths of an update its meaning. */
export function arrayFiltersIn(statement: Document): Document[] {
  if (statement.arrayFilters === undefined) return [];
  return documentsIn(statement, "arrayFilters");
}
