import {
  type Document,
  double,
  isDocument,
  isLong,
  plainNumber,
} from "../bson/document.ts";
import { isDecimal } from "../bson/numbers.ts";
import { type CodeName, CommandError } from "../errors.ts";
import { arities } from "./arities.ts";
import { type ExpressionOperator, evaluate, type Options } from "./operands.ts";

const givesDoubles =
  /^\$(exp|a?(sin|cos|tan)h?|atan2|rand|degreesToRadians|radiansToDegrees)$/;

/**
 * mingo's operator, applied to JavaScript's numbers, which are all that it
 * supports. A decimal128 is refused: its functions are not implemented.
 */
export function adapt(
  name: string,
  operator: ExpressionOperator,
): ExpressionOperator {
  const isUnary = arities[name]?.[1] === 1;
  return (document, expression, options) => {
    const isListed = isUnary && Array.isArray(expression);
    const operand = isListed ? expression[0] : expression;
    const operands = isUnary
      ? operandOf(name, document, operand, options)
      : substitute(name, document, operand, options);
    const result = withCode(name, () => operator(document, operands, options));
    const isDouble = givesDoubles.test(name) && typeof result === "number";
    return isDouble ? double(result) : result;
  };
}

/** The codes for operands of other types than an operator works with. */
const codes: Record<string, CodeName> = {
  $arrayElemAt: "Location28689",
  $arrayToObject: "Location40386",
  $concat: "Location16702",
  $concatArrays: "Location28664",
  $exp: "Location28765",
  $in: "Location40081",
  $indexOfArray: "Location40090",
  $map: "Location16883",
  $ltrim: "Location50699",
  $objectToArray: "Location40390",
  $range: "Location34443",
  $reduce: "Location40080",
  $replaceAll: "Location51746",
  $replaceOne: "Location51746",
  $reverseArray: "Location34435",
  $rtrim: "Location50699",
  $size: "Location17124",
  $slice: "Location28724",
  $strLenBytes: "Location34473",
  $strLenCP: "Location34471",
  $trim: "Location50699",
  $zip: "Location34461",
};

export function withCode(name: string, calculate: () => unknown): unknown {
  try {
    return calculate();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const { message } = error as Error;
    throw new CommandError(codes[name] ?? "BadValue", message);
  }
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
