import type { Document } from "../bson/document.ts";
import { keyOf } from "../bson/key.ts";
import { valuesAt } from "../bson/path.ts";
import { CommandError } from "../errors.ts";
import { aggregate } from "../pipeline/aggregate.ts";
import { compileStages } from "../pipeline/stages.ts";
import { compileFilter } from "../query/filter.ts";
import type { Scope } from "../query/scope.ts";
import {
  collectionIn,
  countIn,
  documentIn,
  documentsIn,
  flagIn,
  textIn,
} from "./arguments.ts";
import { scopeIn } from "./collation.ts";
import type { Call, Commands } from "./command.ts";
import { explain } from "./explain.ts";
import { found } from "./find.ts";
import { hintIn } from "./hint.ts";
import { splitOutput } from "./output.ts";
import { sourceOf } from "./sources.ts";

const everything = compileFilter();

export const aggregateCommands: Commands = {
  aggregate: {
    fields: [
      "pipeline",
      "cursor",
      "allowDiskUse",
      "bypassDocumentValidation",
      "hint",
      "let",
      "collation",
      "explain",
    ],
    run(call) {
      const { databases, cursors, database, body } = call;
      if (flagIn(body, "explain")) return explain(call, "queryPlanner");
      if (body.cursor === undefined) {
        throw new CommandError(
          "FailedToParse",
          "The 'cursor' option is required, except for aggregate with explain",
        );
      }
      const collection =
        body.aggregate === 1
          ? undefined
          : databases.find(database, collectionIn(body));
      const scope = scopeIn(body, collection);
      const given = documentsIn(body, "pipeline");
      const { pipeline, output } = splitOutput(
        call,
        given,
        scope.variables ?? {},
      );
      const name = body.aggregate === 1 ? "$cmd.aggregate" : collectionIn(body);
      const documents = results(call, pipeline, scope);
      output?.(documents);
      const batchSize = countIn(documentIn(body, "cursor"), "batchSize");
      const listed = output ? [] : documents;
      return cursors.open(`${database}.${name}`, listed, batchSize);
    },
  },

  count: {
    fields: ["query", "limit", "skip", "hint", "collation"],
    run({ databases, database, body }) {
      const collection = databases.find(database, collectionIn(body));
      const filter = compileFilter(
        documentIn(body, "query"),
        scopeIn(body, collection),
      );
      const skip = countIn(body, "skip");
      const limit = countIn(body, "limit");
      const hint = hintIn(collection, body);
      const most = limit ? (skip ?? 0) + limit : Infinity;
      const rows = collection?.take({ filter, hint }, most) ?? [];
      return { n: Math.max(0, rows.length - (skip ?? 0)) };
    },
  },

  distinct: {
    fields: ["key", "query", "hint", "collation"],
    run({ databases, database, body }) {
      const collection = databases.find(database, collectionIn(body));
      const filter = compileFilter(
        documentIn(body, "query"),
        scopeIn(body, collection),
      );
      const hint = hintIn(collection, body);
      const key = textIn(body, "key");
      const values = new Map<string, unknown>();
      for (const document of found(collection, { filter, hint }, {})) {
        for (const value of elementsAt(document, key)) {
          const valueKey = keyOf(value, filter.scope.collation);
          if (!values.has(valueKey)) values.set(valueKey, value);
        }
      }
      return { values: [...values.values()] };
    },
  },
};

function results(call: Call, pipeline: Document[], scope: Scope): Document[] {
  const { databases, database, body } = call;
  const readCollection = (from: string) => [
    ...found(databases.find(database, from), { filter: everything }, {}),
  ];
  const source = sourceOf(call, pipeline);
  if (source) {
    const run = compileStages(pipeline.slice(1), { readCollection, ...scope });
    return run(source);
  }
  const collection = databases.find(database, collectionIn(body));
  const hint = hintIn(collection, body);
  return aggregate(collection, pipeline, { hint, ...scope, readCollection });
}

function elementsAt(document: Document, key: string): unknown[] {
  const values = valuesAt(document, key);
  const elements = values.some(Array.isArray)
    ? values.filter((value) => !Array.isArray(value))
    : values;
  return elements.filter((value) => value !== undefined);
}
