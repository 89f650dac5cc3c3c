import { Aggregator } from "mingo/aggregator";
import { Context } from "mingo/core";
import { type Iterator, Lazy } from "mingo/lazy";
import type { Document } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { type MingoOperator, mingo } from "../query/mingo.ts";
import { queryOperators } from "../query/operators.ts";
import { compileSort, sortBy } from "../query/sort.ts";
import { checkStages } from "./check.ts";

/** mingo says `{ n: 0 }` of nothing, where MongoDB has no document. */
const $count: MingoOperator = (input, name, options) =>
  mingo.pipeline
    .$count?.(input, name, options)
    .filter((document: Document) => document[name] !== 0);

/** mingo orders neither ObjectIds nor values of mixed types as MongoDB does. */
const $sort: MingoOperator = (input: Iterator, specification: Document) =>
  input.transform((documents: Document[]) =>
    Lazy(sortBy(documents, compileSort(specification), (item) => item)),
  );

const context = Context.init({
  ...mingo,
  pipeline: { ...mingo.pipeline, $count, $sort },
  query: queryOperators,
});

/** Reads the documents of another collection of the same database. */
export type CollectionReader = (name: string) => Document[];

/**
 * Compiles the stages of a pipeline. They may change the documents that they
 * get, so these have to be copies, with JavaScript's own numbers.
 */
export function compileStages(
  pipeline: Document[],
  collectionResolver: CollectionReader = () => [],
): (documents: Document[]) => Document[] {
  checkStages(pipeline);
  const options = { context, collectionResolver, scriptEnabled: false };
  return (documents) => {
    try {
      return new Aggregator(pipeline, options).run<Document>(documents);
    } catch (error) {
      throw failureOf(error as Error);
    }
  };
}

/** Operands that mingo cannot work with make it throw whatever they cause. */
function failureOf(error: Error): CommandError {
  if (error instanceof CommandError) return error;
  return new CommandError(
    "BadValue",
    `Executor error during aggregate command :: caused by :: ${error.message}`,
  );
}
