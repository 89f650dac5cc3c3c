import { Aggregator } from "mingo/aggregator";
import { Context } from "mingo/core";
import { type Document, isDocument, plainNumber } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import {
  accumulatorOperators,
  expressionOperators,
} from "../expressions/operators.ts";
import { mingo } from "../query/mingo.ts";
import type { Variables } from "../query/variables.ts";
import { checkStages } from "./check.ts";
import { $lookup } from "./lookup.ts";
import { stageOperators } from "./operators.ts";

const context = Context.init({
  accumulator: accumulatorOperators,
  expression: expressionOperators,
  pipeline: { ...mingo.pipeline, ...stageOperators, $lookup },
  window: mingo.window,
} as never);

/** Reads the documents of another collection of the same database. */
export type CollectionReader = (name: string) => Document[];

export type StageOptions = {
  readCollection?: CollectionReader;
  variables?: Variables;
};

/**
 * Compiles the stages of a pipeline. They may change the documents that they
 * get, so these have to be copies.
 */
export function compileStages(
  pipeline: Document[],
  { readCollection = () => [], variables = {} }: StageOptions = {},
): (documents: Document[]) => Document[] {
  checkStages(pipeline);
  const stages = pipeline.map(withPlainProjection);
  const options = {
    context,
    collectionResolver: readCollection,
    variables,
    scriptEnabled: false,
  };
  return (documents) => {
    try {
      return new Aggregator(stages, options).run<Document>(documents);
    } catch (error) {
      throw failureOf(error as Error);
    }
  };
}

/** In $project a number of any type includes or excludes a field. */
function withPlainProjection(stage: Document): Document {
  if (!isDocument(stage.$project)) return stage;
  return { $project: plainProjection(stage.$project) };
}

function plainProjection(fields: Document): Document {
  const entries = Object.entries(fields).map(([name, value]) => {
    if (name.startsWith("$")) return [name, value] as const;
    const isNested = isDocument(value);
    return [
      name,
      isNested ? plainProjection(value) : plainNumber(value),
    ] as const;
  });
  return Object.fromEntries(entries);
}

/** Operands that mingo cannot work with make it throw whatever they cause. */
function failureOf(error: Error): CommandError {
  if (error instanceof CommandError) return error;
  if (error.message.startsWith("Use of undefined variable")) {
    return new CommandError("Location17276", error.message);
  }
  return new CommandError(
    "BadValue",
    `Executor error during aggregate command :: caused by :: ${error.message}`,
  );
}
