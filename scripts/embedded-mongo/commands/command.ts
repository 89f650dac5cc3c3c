import type { Document } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import type { Cursors } from "../storage/cursors.ts";
import type { Databases } from "../storage/databases.ts";

/** The context in which a command runs. */
type Server = { databases: Databases; cursors: Cursors };

/**
 * One command: `body` is the document as received, numbers with their types.
 */
export type Call = Server & { database: string; body: Document };

/** A command: its implementation and its known fields; hello accepts any. */
export type Command = {
  fields?: string[];
  run(call: Call): Document;
};

export type Commands = Record<string, Command>;

/** Fields that every command may have, and that this server ignores. */
const generic = [
  "$db",
  "$clusterTime",
  "$readPreference",
  "lsid",
  "txnNumber",
  "autocommit",
  "startTransaction",
  "readConcern",
  "writeConcern",
  "maxTimeMS",
  "comment",
  "apiVersion",
  "apiStrict",
  "apiDeprecationErrors",
];

/** Refuses options that the command does not know. */
export function checkFields(name: string, body: Document, fields: string[]) {
  refuseUnknown(name, body, [name, ...generic, ...fields]);
}

/** Refuses fields of a part of a command, named such as "update.updates". */
export function refuseUnknown(
  place: string,
  document: Document,
  known: string[],
): void {
  const unknown = Object.keys(document).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new CommandError(
    "Location40415",
    `BSON field '${place}.${unknown}' is an unknown field.`,
  );
}
