import type { Document } from "../bson/document.ts";
import type { Collection } from "../storage/collection.ts";
import { collectionIn } from "./arguments.ts";
import type { Commands } from "./command.ts";

export const statisticsCommands: Commands = {
  dbStats: { fields: ["scale", "freeStorage"], run: databaseStats },
  dbstats: { fields: ["scale", "freeStorage"], run: databaseStats },
  collStats: {
    fields: ["scale"],
    run({ databases, database, body }) {
      const name = collectionIn(body);
      const storage = storageOf(databases.find(database, name));
      return { ns: `${database}.${name}`, ...storage };
    },
  },
};

/** Sizes are in bytes; what an index takes is estimated by its keys. */
export function storageOf(collection: Collection | undefined): Document {
  const { count = 0, size = 0, indexSizes = {} } = collection?.sizes() ?? {};
  const totalIndexSize = sum(Object.values(indexSizes));
  return {
    size,
    count,
    avgObjSize: count === 0 ? 0 : Math.round(size / count),
    storageSize: size,
    nindexes: Object.keys(indexSizes).length,
    totalIndexSize,
    indexSizes,
    totalSize: size + totalIndexSize,
    capped: false,
  };
}

function databaseStats({
  databases,
  database,
}: Parameters<Commands[string]["run"]>[0]): Document {
  const all = databases
    .collections(database)
    .map(([, collection]) => storageOf(collection));
  const total = (field: string) => sum(all.map((one) => one[field] as number));
  const [objects, dataSize] = [total("count"), total("size")];
  return {
    db: database,
    collections: all.length,
    views: 0,
    objects,
    avgObjSize: objects === 0 ? 0 : dataSize / objects,
    dataSize,
    storageSize: dataSize,
    indexes: total("nindexes"),
    indexSize: total("totalIndexSize"),
    totalSize: dataSize + total("totalIndexSize"),
    scaleFactor: 1,
  };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
