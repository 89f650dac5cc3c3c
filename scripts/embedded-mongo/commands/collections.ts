import type { Document } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { compileFilter } from "../query/filter.ts";
import type { Collection } from "../storage/collection.ts";
import { collectionIn, documentIn, flagIn } from "./arguments.ts";
import { collationIn } from "./collation.ts";
import type { Call, Commands } from "./command.ts";

export const collectionCommands: Commands = {
  create: {
    fields: ["collation"],
    run({ databases, database, body }) {
      const name = collectionIn(body);
      const existing = databases.find(database, name);
      if (existing) {
        throw new CommandError(
          "NamespaceExists",
          `Collection ${existing.namespace} already exists.`,
        );
      }
      const collation = collationIn(body)?.specification;
      databases.create(database, name, collation ? { collation } : {});
      return {};
    },
  },

  drop: {
    fields: [],
    run({ databases, database, body }) {
      const name = collectionIn(body);
      const collection = databases.find(database, name);
      if (!collection) return {};
      databases.drop(database, name);
      const nIndexesWas = collection.listIndexes().length;
      return { nIndexesWas, ns: collection.namespace };
    },
  },

  dropDatabase: {
    fields: [],
    run({ databases, database }) {
      return databases.dropDatabase(database) ? { dropped: database } : {};
    },
  },

  listCollections: {
    fields: ["filter", "nameOnly", "cursor", "authorizedCollections"],
    run({ databases, cursors, database, body }) {
      const filter = compileFilter(documentIn(body, "filter"));
      const all = databases.collections(database).map(describe);
      const listed = all.filter(filter.matches).map((description) => {
        const { name, type } = description;
        return flagIn(body, "nameOnly") ? { name, type } : description;
      });
      return cursors.open(`${database}.$cmd.listCollections`, listed);
    },
  },

  listDatabases: { fields: ["filter", "nameOnly"], run: listDatabases },
};

function describe([name, { options }]: [string, Collection]): Document {
  return {
    name,
    type: "collection",
    options,
    info: { readOnly: false },
    idIndex: { v: 2, key: { _id: 1 }, name: "_id_", ...options },
  };
}

function listDatabases({ databases, body }: Call): Document {
  const filter = compileFilter(documentIn(body, "filter"));
  const all = databases.names().map((name) => ({
    name,
    sizeOnDisk: databases
      .collections(name)
      .reduce((sum, [, collection]) => sum + collection.sizes().size, 0),
    empty: false,
  }));
  const listed = all.filter(filter.matches);
  if (flagIn(body, "nameOnly")) {
    return { databases: listed.map(({ name }) => ({ name })) };
  }
  const total = listed.reduce((sum, { sizeOnDisk }) => sum + sizeOnDisk, 0);
  return { databases: listed, totalSize: total };
}
