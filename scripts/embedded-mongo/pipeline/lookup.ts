import { Aggregator } from "mingo/aggregator";
import { clone, type Document, isPattern } from "../bson/document.ts";
import { keyOf } from "../bson/key.ts";
import { valuesAt } from "../bson/path.ts";
import {
  evaluateRoot,
  type Options,
  withVariables,
} from "../expressions/operands.ts";
import type { Stage } from "./operators.ts";

/**
 * Documents by the values of a field, as $lookup joins them: an array has an
 * entry for itself and for each element; missing values are null.
 */
export function indexBy(documents: Document[], field: string) {
  const entries = new Map<string, Set<Document>>();
  for (const document of documents) {
    for (const key of keysAt(document, field)) {
      const bucket = entries.get(key);
      if (bucket) bucket.add(document);
      else entries.set(key, new Set([document]));
    }
  }

  return {
    /** Those whose field is equal to one of the values at a path. */
    matching(document: Document, path: string): Document[] {
      const found = keysAt(document, path).flatMap((key) => [
        ...(entries.get(key) ?? []),
      ]);
      return [...new Set(found)];
    },
  };
}

function keysAt(document: Document, path: string): string[] {
  const values = valuesAt(document, path).filter((value) => !isPattern(value));
  return values.length === 0 ? [keyOf(null)] : values.map((one) => keyOf(one));
}

/** $lookup, by equality, by a pipeline with variables, or by both. */
export const $lookup: Stage = (input, specification: Document, options) => {
  const { from, as, localField, foreignField, pipeline } = specification;
  const foreign = documentsOf(from as string, options);
  const joins = typeof localField === "string";
  const index = joins ? indexBy(foreign, foreignField as string) : undefined;
  return input.map((one: unknown) => {
    const document = one as Document;
    const joined = index?.matching(document, localField as string) ?? foreign;
    return {
      ...document,
      [as as string]: pipeline
        ? run(pipeline as Document[], joined, document, specification, options)
        : joined,
    };
  });
};

function run(
  pipeline: Document[],
  joined: Document[],
  document: Document,
  { let: definitions = {} }: Document,
  options: Options,
): unknown[] {
  const defined = Object.entries(definitions as Document).map(
    ([name, expression]) =>
      [name, evaluateRoot(document, expression, options) ?? null] as const,
  );
  const variables = Object.fromEntries(defined);
  const inner = withVariables(options, variables).update({ root: null });
  const aggregator = new Aggregator(pipeline, inner as never);
  return aggregator.run(joined.map(clone), inner as never);
}

/** The documents of another collection of the database. */
export function documentsOf(name: string, options: Options): Document[] {
  const { collectionResolver } = options as Options & {
    collectionResolver(name: string): Document[];
  };
  return collectionResolver(name);
}
