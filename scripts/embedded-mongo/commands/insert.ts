import { ObjectId } from "bson";
import {
  type Document,
  isDocument,
  isPattern,
  maxDocumentBytes,
  sizeOf,
} from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { collectionIn, documentsIn } from "./arguments.ts";
import type { Commands } from "./command.ts";
import { writeEach } from "./write-errors.ts";

export const insertCommands: Commands = {
  insert: {
    fields: ["documents", "ordered", "bypassDocumentValidation"],
    run({ databases, database, body }) {
      const name = collectionIn(body);
      const documents = documentsIn(body, "documents");
      const collection = databases.findOrCreate(database, name);
      let n = 0;
      const errors = writeEach(body, documents, (document) => {
        collection.insert(storable(document));
        n++;
      });
      return { n, ...errors };
    },
  },
};

/** The document as it is stored: with an _id, which comes first. */
export function storable(document: Document): Document {
  const { _id = new ObjectId(), ...fields } = document;
  if (Array.isArray(_id) || isPattern(_id)) {
    const type = Array.isArray(_id) ? "array" : "regex";
    throw new CommandError(
      "InvalidIdField",
      `The '_id' value cannot be of type ${type}`,
    );
  }
  refuseOperators(_id);
  const stored = { _id, ...fields };
  const size = sizeOf(stored);
  if (size <= maxDocumentBytes) return stored;
  throw new CommandError(
    "BadValue",
    `object to insert too large. size in bytes: ${size}, ` +
      `max size: ${maxDocumentBytes}`,
  );
}

/** An _id that looks like a condition could never be found by a filter. */
function refuseOperators(id: unknown): void {
  const name = isDocument(id)
    ? Object.keys(id).find((one) => one.startsWith("$"))
    : undefined;
  if (!name || /^\$(ref|id|db)$/.test(name)) return;
  throw new CommandError(
    "DollarPrefixedFieldName",
    `_id fields may not contain '$'-prefixed fields: ${name} is not valid ` +
      "for storage.",
  );
}
