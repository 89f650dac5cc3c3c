import { Context, evalExpr } from "mingo/core";
import { evaluateRoot, type Options } from "../expressions/operands.ts";
import {
  accumulatorOperators,
  expressionOperators,
} from "../expressions/operators.ts";
import type { Variables } from "./variables.ts";

const context = Context.init({
  accumulator: accumulatorOperators,
  expression: {
    ...expressionOperators,
    // Hands out the options that mingo makes of these.
    $_options: (_document: unknown, _none: unknown, options: Options) =>
      options,
  },
} as never);

/** Compiles an expression; the variables are those of `let`. */
export function compileExpression(
  expression: unknown,
  variables: Variables = {},
): (document: unknown) => unknown {
  const given = { context, variables, scriptEnabled: false };
  const options = evalExpr({}, { $_options: 1 }, given as never) as Options;
  return (document) => evaluateRoot(document, expression, options);
}
