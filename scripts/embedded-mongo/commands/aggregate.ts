import type { Document } from "../bson/document.ts";
import { keyOf } from "../bson/key.ts";
import { valuesAt } from "../bson/path.ts";
import { CommandError } from "../errors.ts";
import { aggregate } from "../pipeline/aggregate.ts";
import { compileFilter } from "../query/filter.ts";
import {
  collectionIn,
  countIn,
  documentIn,
  documentsIn,
  textIn,
} from "./arguments.ts";
import type { Commands } from "./command.ts";
import { found } from "./find.ts";

const everything = compileFilter();

export const aggregateCommands: Commands = {
  aggregate: {
    fields: ["pipeline", "cursor", "allowDiskUse", "bypassDocumentValidation"],
    run({ databases, cursors, database, body }) {
      if (body.cursor === undefined) {
        throw new CommandError(
          "FailedToParse",
          "The 'cursor' option is required, except for aggregate with explain",
        );
      }
      const name = collectionIn(body);
      const find = (from: string) => databases.find(database, from);
      const results = aggregate(
        find(name),
        documentsIn(body, "pipeline"),
        (from) => [...found(find(from), { filter: everything }, {})],
      );
      const batchSize = countIn(documentIn(body, "cursor"), "batchSize");
      return cursors.open(`${database}.${name}`, results, batchSize);
    },
  },

  count: {
    fields: ["query", "limit", "skip"],
    run({ databases, database, body }) {
      const collection = databases.find(database, collectionIn(body));
      const filter = compileFilter(documentIn(body, "query"));
      const skip = countIn(body, "skip");
      const limit = countIn(body, "limit");
      const documents = found(collection, { filter }, { skip, limit });
      return { n: [...documents].length };
    },
  },

  distinct: {
    fields: ["key", "query"],
    run({ databases, database, body }) {
      const collection = databases.find(database, collectionIn(body));
      const filter = compileFilter(documentIn(body, "query"));
      const key = textIn(body, "key");
      const values = new Map<string, unknown>();
      for (const document of found(collection, { filter }, {})) {
        for (const value of elementsAt(document, key)) {
          const valueKey = keyOf(value);
          if (!values.has(valueKey)) values.set(valueKey, value);
        }
      }
      return { values: [...values.values()] };
    },
  },
};

function elementsAt(document: Document, key: string): unknown[] {
  const values = valuesAt(document, key);
  const elements = values.some(Array.isArray)
    ? values.filter((value) => !Array.isArray(value))
    : values;
  return elements.filter((value) => value !== undefined);
}
