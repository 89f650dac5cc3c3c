import {
  type Document,
  double,
  isDocument,
  isLong,
  plainNumber,
} from "../bson/document.ts";
import { isDecimal } from "../bson/numbers.ts";
import { CommandError } from "../errors.ts";
import { type ExpressionOperator, evaluate, type Options } from "./operands.ts";

const givesDoubles =
  /^\$(sqrt|exp|ln|log|log10|a?(sin|cos|tan)h?|atan2|sigmoid|rand|degreesToRadians|radiansToDegrees)$/;

/**
 * mingo's operator, applied to JavaScript's numbers, which are all that it
 * supports. A decimal128 is refused: its functions are not implemented.
 */
export function adapt(
  name: string,
  operator: ExpressionOperator,
): ExpressionOperator {
  return (document, expression, options) => {
    const operands = substitute(name, document, expression, options);
    const result = operator(document, operands, options);
    const isDouble = givesDoubles.test(name) && typeof result === "number";
    return isDouble ? double(result) : result;
  };
}

/** The operands evaluated, each in its place. */
function substitute(
  name: string,
  document: unknown,
  expression: unknown,
  options: Options,
): unknown {
  const operand = (one: unknown) => operandOf(name, document, one, options);
  if (Array.isArray(expression)) return expression.map(operand);
  if (!isDocument(expression) || isOperator(expression)) {
    return operand(expression);
  }
  const fields = Object.entries(expression);
  return Object.fromEntries(fields.map(([key, one]) => [key, operand(one)]));
}

function operandOf(
  name: string,
  document: unknown,
  operand: unknown,
  options: Options,
): unknown {
  const isConstant =
    typeof operand === "string"
      ? !operand.startsWith("$")
      : !isDocument(operand) && !Array.isArray(operand);
  if (isConstant) return javaScriptNumber(name, operand);
  const value = evaluate(document, operand, options);
  return { $literal: javaScriptNumber(name, value) };
}

function javaScriptNumber(name: string, value: unknown): unknown {
  if (isLong(value)) return value.toNumber();
  if (!isDecimal(value)) return plainNumber(value);
  throw new CommandError(
    "NotImplemented",
    `${name} of decimal128 is not supported`,
  );
}

function isOperator(expression: Document): boolean {
  return Boolean(Object.keys(expression)[0]?.startsWith("$"));
}
