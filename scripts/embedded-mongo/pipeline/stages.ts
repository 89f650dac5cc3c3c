import { Aggregator } from "mingo/aggregator";
import { Context } from "mingo/core";
import type { Document } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import {
  accumulatorOperators,
  expressionOperators,
} from "../expressions/operators.ts";
import { mingo } from "../query/mingo.ts";
import type { Scope } from "../query/scope.ts";
import { $bucket } from "./bucket.ts";
import { checkStages } from "./check.ts";
import { $graphLookup } from "./graph-lookup.ts";
import { $lookup } from "./lookup.ts";
import { stageOperators } from "./operators.ts";
import { projectionStages } from "./projections.ts";
import { $setWindowFields } from "./windows.ts";

const context = Context.init({
  accumulator: accumulatorOperators,
  expression: expressionOperators,
  pipeline: {
    ...mingo.pipeline,
    ...stageOperators,
    ...projectionStages,
    $bucket,
    $graphLookup,
    $lookup,
    $setWindowFields,
  },
  window: mingo.window,
} as never);

/** Reads the documents of another collection of the same database. */
type CollectionReader = (name: string) => Document[];

export type StageOptions = Scope & { readCollection?: CollectionReader };

/**
 * Compiles the stages of a pipeline. They may change their documents, which
 * therefore have to be copies.
 */
export function compileStages(
  pipeline: Document[],
  { readCollection = () => [], variables = {}, collation }: StageOptions = {},
): (documents: Document[]) => Document[] {
  checkStages(pipeline);
  const options = {
    context,
    collectionResolver: readCollection,
    variables,
    collation,
    scriptEnabled: false,
  };
  return (documents) => {
    try {
      return new Aggregator(pipeline, options as never).run<Document>(
        documents,
      );
    } catch (error) {
      throw failureOf(error as Error);
    }
  };
}

/** For invalid operands, mingo throws errors of any kind. */
function failureOf(error: Error): CommandError {
  if (error instanceof CommandError) return error;
  if (error.message.startsWith("Use of undefined variable")) {
    return new CommandError("Location17276", error.message);
  }
  if (error.message.startsWith("$replaceRoot")) {
    return new CommandError("Location40228", error.message);
  }
  return new CommandError(
    "BadValue",
    `Executor error during aggregate command :: caused by :: ${error.message}`,
  );
}
