import { equal } from "../bson/compare.ts";
import { type Document, plain } from "../bson/document.ts";
import { shell } from "../bson/shell.ts";
import { CommandError } from "../errors.ts";
import type { Collection } from "../storage/collection.ts";
import type { IndexDefinition } from "../storage/index.ts";
import { collectionIn, documentIn, documentsIn, textIn } from "./arguments.ts";
import { collationIn, hasCollation } from "./collation.ts";
import type { Call, Commands } from "./command.ts";

const maxIndexes = 64;
const known = [
  "v",
  "key",
  "name",
  "unique",
  "sparse",
  "partialFilterExpression",
  "expireAfterSeconds",
  "collation",
  "background",
];

export const indexCommands: Commands = {
  createIndexes: {
    fields: ["indexes", "commitQuorum"],
    run({ databases, database, body }) {
      const name = collectionIn(body);
      const existing = databases.find(database, name);
      const definitions = documentsIn(body, "indexes").map((index) =>
        definitionOf(index, existing),
      );
      const collection = existing ?? databases.create(database, name);
      const before = collection.listIndexes().length;
      addAll(collection, definitions);
      const after = collection.listIndexes().length;
      return {
        numIndexesBefore: before,
        numIndexesAfter: after,
        createdCollectionAutomatically: !existing,
        ...(before === after ? { note: "all indexes already exist" } : {}),
      };
    },
  },

  listIndexes: {
    fields: ["cursor"],
    run(call) {
      const { namespace, listIndexes } = collectionOf(call);
      const listed = listIndexes().map((index) => ({ v: 2, ...index }));
      return call.cursors.open(namespace, listed);
    },
  },

  dropIndexes: {
    fields: ["index"],
    run(call) {
      const collection = collectionOf(call);
      const before = collection.listIndexes().length;
      for (const name of namesOf(collection, call.body.index)) {
        if (name === "_id_") {
          throw new CommandError("InvalidOptions", "cannot drop _id index");
        }
        if (collection.dropIndex(name)) continue;
        throw new CommandError(
          "IndexNotFound",
          `index not found with name [${name}]`,
        );
      }
      return { nIndexesWas: before };
    },
  },
};

function collectionOf(call: Call): Collection {
  const name = collectionIn(call.body);
  const collection = call.databases.find(call.database, name);
  if (collection) return collection;
  throw new CommandError(
    "NamespaceNotFound",
    `ns does not exist: ${call.database}.${name}`,
  );
}

function definitionOf(
  index: Document,
  collection: Collection | undefined,
): IndexDefinition {
  const key = documentIn(index, "key");
  const foreign = Object.keys(index).find((option) => !known.includes(option));
  if (foreign) {
    throw new CommandError(
      "InvalidIndexSpecificationOption",
      `The field '${foreign}' is not valid for an index specification.`,
    );
  }
  const invalid = Object.values(key).find((value) => !isDirection(value));
  if (invalid !== undefined || Object.keys(key).length === 0) {
    throw new CommandError(
      "CannotCreateIndex",
      `Values in the index key pattern must be 1 or -1, not ${shell(invalid)}`,
    );
  }
  const special = Object.keys(key).find((name) => /(^|\.)\$/.test(name));
  if (special !== undefined) {
    const message = `Index key contains an illegal field name: '${special}'`;
    throw new CommandError("CannotCreateIndex", message);
  }
  const { unique, sparse, partialFilterExpression } = index;
  return {
    key,
    name: textIn(index, "name"),
    ...(unique ? { unique: true } : {}),
    ...(sparse ? { sparse: true } : {}),
    ...(partialFilterExpression
      ? { partialFilterExpression: partialFilterExpression as Document }
      : {}),
    ...expiryIn(index),
    ...collationOf(index, collection),
  };
}

/** Without a collation of its own, an index has that of its collection. */
function collationOf(index: Document, collection: Collection | undefined) {
  const collation = hasCollation(index)
    ? collationIn(index)?.specification
    : collection?.options.collation;
  return collation ? { collation } : {};
}

function expiryIn(index: Document): { expireAfterSeconds?: number } {
  const seconds = plain(index.expireAfterSeconds);
  if (seconds === undefined) return {};
  const [first, second] = Object.keys(documentIn(index, "key"));
  const isNumber = typeof seconds === "number" && seconds >= 0;
  if (isNumber && first !== "_id" && second === undefined) {
    return { expireAfterSeconds: seconds };
  }
  throw new CommandError(
    "CannotCreateIndex",
    "TTL indexes are on one field other than _id, and expireAfterSeconds is " +
      `a number that is not negative, not ${shell(index.expireAfterSeconds)}`,
  );
}

function isDirection(value: unknown): boolean {
  const direction = plain(value);
  return direction === 1 || direction === -1;
}

/** Adds all indexes, or none. */
function addAll(collection: Collection, definitions: IndexDefinition[]): void {
  const before = collection.listIndexes().map(({ name }) => name);
  try {
    for (const definition of definitions) add(collection, definition);
  } catch (error) {
    for (const { name } of collection.listIndexes()) {
      if (!before.includes(name)) collection.dropIndex(name);
    }
    throw error;
  }
}

/** Adds an index, unless the very same is there already. */
function add(collection: Collection, definition: IndexDefinition): void {
  for (const existing of collection.listIndexes()) {
    if (equal(existing, definition)) return;
    if (existing.name === definition.name) {
      throw new CommandError(
        "IndexKeySpecsConflict",
        "An existing index has the same name as the requested index, but " +
          `another key or other options: ${shell(existing)}`,
      );
    }
    if (equal(existing.key, definition.key)) {
      throw new CommandError(
        "IndexOptionsConflict",
        `Index already exists with a different name: ${existing.name}`,
      );
    }
  }
  if (collection.listIndexes().length >= maxIndexes) {
    throw new CommandError(
      "CannotCreateIndex",
      `add index fails, too many indexes for ${collection.namespace}`,
    );
  }
  collection.addIndex(definition);
}

/** An index is given by its name, by its key, or several of them by "*". */
function namesOf(collection: Collection, index: unknown): string[] {
  const all = collection.listIndexes();
  if (index === "*") {
    return all.map(({ name }) => name).filter((name) => name !== "_id_");
  }
  if (typeof index === "string") return [index];
  if (Array.isArray(index)) return index.map(String);
  const named = all.find(({ key }) => equal(key, index));
  if (named) return [named.name];
  throw new CommandError(
    "IndexNotFound",
    `can't find index with key: ${shell(index)}`,
  );
}
