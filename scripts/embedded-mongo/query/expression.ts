import { Context, evalExpr } from "mingo/core";
import { evaluateRoot, type Options } from "../expressions/operands.ts";
import {
  accumulatorOperators,
  expressionOperators,
} from "../expressions/operators.ts";
import type { Scope } from "./scope.ts";

const context = Context.init({
  accumulator: accumulatorOperators,
  expression: {
    ...expressionOperators,
    // Returns the options that mingo derives from these.
    $_options: (_document: unknown, _none: unknown, options: Options) =>
      options,
  },
} as never);

/** Compiles an expression; mingo passes the scope on to its operators. */
export function compileExpression(
  expression: unknown,
  { variables = {}, collation }: Scope = {},
): (document: unknown) => unknown {
  const given = { context, variables, collation, scriptEnabled: false };
  const options = evalExpr({}, { $_options: 1 }, given as never) as Options;
  return (document) => evaluateRoot(document, expression, options);
}
