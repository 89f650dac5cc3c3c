import { Long } from "bson";
import type { Document } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { compileExpression } from "../query/expression.ts";
import { collectionIn } from "./arguments.ts";
import type { Call } from "./command.ts";
import { storageOf } from "./statistics.ts";

type Source = (call: Call, argument: unknown) => Document[];

/** Stages that make documents of their own, first in a pipeline. */
const sources: Record<string, Source> = {
  $documents: (_call, list) => {
    const documents = compileExpression(list)({});
    if (Array.isArray(documents)) return documents;
    throw new CommandError("Location5858203", "$documents needs an array");
  },
  $listLocalSessions: ({ body }) => [{ _id: body.lsid, lastUse: new Date() }],
  $currentOp: () => [],
  $collStats: ({ databases, database, body }, argument) => {
    const name = collectionIn(body);
    const storage = storageOf(databases.find(database, name));
    return [
      {
        ns: `${database}.${name}`,
        host: "localhost",
        localTime: new Date(),
        ...((argument as Document).storageStats
          ? { storageStats: storage }
          : {}),
        ...((argument as Document).count ? { count: storage.count } : {}),
      },
    ];
  },
  $indexStats: ({ databases, database, body }) => {
    const collection = databases.find(database, collectionIn(body));
    const indexes = collection?.listIndexes() ?? [];
    return indexes.map(({ name, key, ...options }) => ({
      name,
      key,
      host: "localhost",
      accesses: { ops: Long.ZERO, since: new Date() },
      spec: { v: 2, key, name, ...options },
    }));
  },
};

/** The documents of the first stage; undefined if it reads the collection. */
export function sourceOf(
  call: Call,
  pipeline: Document[],
): Document[] | undefined {
  const [[name, argument] = ["", null]] = Object.entries(pipeline[0] ?? {});
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (source) return source(call, argument);
  if (call.body.aggregate !== 1) return undefined;
  throw new CommandError(
    "InvalidNamespace",
    `${name || "A pipeline"} needs a collection: {aggregate: 1} is not valid`,
  );
}
