import { evalExpr } from "mingo/core";
import type { Collation } from "../bson/collation.ts";
import { shell } from "../bson/shell.ts";
import { typeOf } from "../bson/types.ts";
import { type CodeName, CommandError } from "../errors.ts";

/** The state that mingo passes to operators; `root` is $$ROOT. */
export type Options = {
  local: { root?: unknown; groupId?: unknown };
  collation?: Collation;
  update(locals: Record<string, unknown>): Options;
  constructor: { init(options: Options): Options };
};

/** mingo's shape of an operator of expressions. */
export type ExpressionOperator = (
  document: unknown,
  expression: unknown,
  options: Options,
) => unknown;

export function evaluate(
  document: unknown,
  expression: unknown,
  options: Options,
): unknown {
  return evalExpr(document as never, expression as never, options as never);
}

/** Options with further variables, such as those of $filter and $let. */
export function withVariables(
  options: Options,
  variables: Record<string, unknown>,
): Options {
  return options.constructor.init(options).update({ variables });
}

/** An operator of values: a list of operands, or the only one without it. */
export function onValues(
  calculate: (...operands: unknown[]) => unknown,
): ExpressionOperator {
  return (document, expression, options) => {
    const list = Array.isArray(expression) ? expression : [expression];
    return calculate(...list.map((one) => evaluate(document, one, options)));
  };
}

/** Evaluates an expression on a document of its own. */
export function evaluateRoot(
  root: unknown,
  expression: unknown,
  options: Options,
): unknown {
  const inner = options.constructor.init(options).update({ root });
  return evaluate(root, expression, inner);
}

export function isMissing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

export function unsupported(
  operator: string,
  expected: string,
  value: unknown,
  code: CodeName = "TypeMismatch",
): CommandError {
  const { alias } = typeOf(value);
  return new CommandError(
    code,
    `${operator} only supports ${expected}, not ${alias}: ${shell(value)}`,
  );
}
