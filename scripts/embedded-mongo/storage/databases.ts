import { read } from "../bson/read.ts";
import { CommandError } from "../errors.ts";
import {
  type Collection,
  type CollectionOptions,
  createCollection,
} from "./collection.ts";
import type { Entry, Record } from "./journal.ts";
import { createSpace, emptyBytes } from "./space.ts";

export type Databases = ReturnType<typeof createDatabases>;

/**
 * All databases; one exists from its first collection to its last. `record`
 * is called with every change, in order.
 */
export function createDatabases(
  record: Record = () => {},
  space = createSpace(),
) {
  const databases = new Map<string, Map<string, Collection>>();

  function find(database: string, name: string): Collection | undefined {
    return databases.get(database)?.get(checked(name));
  }

  function create(
    database: string,
    name: string,
    options: CollectionOptions = {},
  ): Collection {
    const namespace = `${checkedDatabase(database)}.${checked(name)}`;
    const collection = createCollection(
      namespace,
      (change) => record(namespace, change),
      options,
      space,
    );
    space.claim(emptyBytes);
    const collections = databases.get(database) ?? new Map();
    databases.set(database, collections.set(name, collection));
    record(namespace, { kind: "create", options });
    return collection;
  }

  function drop(database: string, name: string): void {
    const collections = databases.get(database);
    const collection = collections?.get(name);
    if (!collection) return;
    collections?.delete(name);
    if (collections?.size === 0) databases.delete(database);
    space.claim(-emptyBytes - collection.bytes());
    record(collection.namespace, { kind: "drop" });
  }

  return {
    find,
    create,
    findOrCreate: (database: string, name: string) =>
      find(database, name) ?? create(database, name),
    names: () => [...databases.keys()],
    collections: (database: string) => [
      ...(databases.get(database) ?? new Map<string, Collection>()),
    ],
    drop,

    dropDatabase(database: string): boolean {
      const names = [...(databases.get(database)?.keys() ?? [])];
      for (const name of names) drop(database, name);
      return names.length > 0;
    },

    /** Repeats the changes of a journal. */
    replay(entries: Iterable<[namespace: string, entry: Entry]>): void {
      for (const [namespace, entry] of entries) {
        const [database, name] = splitNamespace(namespace);
        if (entry.kind === "create") create(database, name, entry.options);
        else if (entry.kind === "drop") drop(database, name);
        else apply(find(database, name), entry);
      }
    },

    /** The changes with which a journal restores all databases. */
    *entries(): Generator<[namespace: string, entry: Entry]> {
      for (const collections of databases.values()) {
        for (const { namespace, options, changes } of collections.values()) {
          yield [namespace, { kind: "create", options }];
          for (const change of changes()) yield [namespace, change];
        }
      }
    },
  };
}

function apply(collection: Collection | undefined, entry: Entry): void {
  if (!collection) return;
  switch (entry.kind) {
    case "insert":
      collection.insert(read(entry.document));
      break;
    case "replace": {
      const document = read(entry.document);
      const row = collection.findById(document._id);
      if (row) collection.replace(row, read(row.stored), document);
      break;
    }
    case "remove": {
      const row = collection.findById(entry.id);
      if (row) collection.remove(row);
      break;
    }
    case "addIndex":
      collection.addIndex(entry.definition);
      break;
    case "dropIndex":
      collection.dropIndex(entry.name);
  }
}

function splitNamespace(namespace: string): [string, string] {
  const dot = namespace.indexOf(".");
  return [namespace.slice(0, dot), namespace.slice(dot + 1)];
}

function checked(name: string): string {
  const reserved = name.startsWith("system.") || name.includes("$");
  if (name === "" || reserved || name.includes("\0")) {
    throw invalid(`Invalid collection name specified '${name}'`);
  }
  return name;
}

function checkedDatabase(name: string): string {
  if (name === "" || name.length > 63 || /[/\\. "$*<>:|?\0]/.test(name)) {
    throw invalid(`Invalid database name specified '${name}'`);
  }
  return name;
}

function invalid(message: string): CommandError {
  return new CommandError("InvalidNamespace", message);
}
