import { CommandError } from "../errors.ts";
import { type Collection, createCollection } from "./collection.ts";

export type Databases = ReturnType<typeof createDatabases>;

/** All databases; one exists from its first collection to its last. */
export function createDatabases() {
  const databases = new Map<string, Map<string, Collection>>();

  function find(database: string, name: string): Collection | undefined {
    return databases.get(database)?.get(checked(name));
  }

  function create(database: string, name: string): Collection {
    const collection = createCollection(`${database}.${checked(name)}`);
    const collections = databases.get(database) ?? new Map();
    databases.set(checkedDatabase(database), collections.set(name, collection));
    return collection;
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

    drop(database: string, name: string): void {
      const collections = databases.get(database);
      collections?.delete(name);
      if (collections?.size === 0) databases.delete(database);
    },

    dropDatabase: (database: string) => databases.delete(database),
  };
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
