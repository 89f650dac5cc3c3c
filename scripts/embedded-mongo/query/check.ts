import { isDocument, isPattern, plainNumber } from "../bson/document.ts";
import { shell } from "../bson/shell.ts";
import { typesNamed } from "../bson/types.ts";
import { CommandError } from "../errors.ts";
import { maskOf } from "./bits.ts";
import { checkExpression } from "./check-expression.ts";
import { compilePattern, patternOf } from "./pattern.ts";

type Check = (argument: unknown, name: string) => void;

const anything: Check = () => {};

/** The argument of each operator on a field; unlisted ones are refused. */
const operators: Record<string, Check> = {
  $eq: anything,
  $ne: anything,
  $gt: anything,
  $gte: anything,
  $lt: anything,
  $lte: anything,
  $in: expectArray,
  $nin: expectArray,
  $all: expectArray,
  $exists: anything,
  $type: expectTypes,
  $size: expectSize,
  $mod: expectDivisor,
  $regex: expectPattern,
  $options: anything,
  $not: expectCondition,
  $elemMatch: checkElementCriteria,
  $bitsAllClear: maskOf,
  $bitsAllSet: maskOf,
  $bitsAnyClear: maskOf,
  $bitsAnySet: maskOf,
  $comment: anything,
};

const logical: Record<string, Check> = {
  $and: expectFilters,
  $or: expectFilters,
  $nor: expectFilters,
  $expr: checkExpression,
  $comment: anything,
};

/** Throws MongoDB's error for an invalid filter. */
export function checkFilter(filter: unknown): void {
  if (!isDocument(filter)) throw refusal("the match filter must be an object");
  for (const [name, value] of Object.entries(filter)) {
    if (!name.startsWith("$")) checkCondition(value);
    else checkNamed(logical, name, value, "unknown top level operator");
  }
}

/** True for `{ $gt: 5 }`, false for `{ a: 5 }`, `{}` and values. */
export function isCondition(value: unknown): value is Record<string, unknown> {
  return isDocument(value) && Boolean(Object.keys(value)[0]?.startsWith("$"));
}

function checkCondition(condition: unknown): void {
  if (isPattern(condition)) patternOf(condition);
  if (!isCondition(condition)) return;
  if ("$regex" in condition) expectOptions(condition);
  else if ("$options" in condition) throw refusal("$options needs a $regex");
  for (const [name, argument] of Object.entries(condition)) {
    checkNamed(operators, name, argument, "unknown operator");
  }
}

function checkNamed(
  known: Record<string, Check>,
  name: string,
  argument: unknown,
  complaint: string,
): void {
  if (!Object.hasOwn(known, name)) throw refusal(`${complaint}: ${name}`);
  known[name]?.(argument, name);
}

function checkElementCriteria(criteria: unknown): void {
  if (!isDocument(criteria)) throw refusal("$elemMatch needs an Object");
  const [first = ""] = Object.keys(criteria);
  if (first in operators) checkCondition(criteria);
  else checkFilter(criteria);
}

function expectFilters(argument: unknown, name: string): void {
  if (!Array.isArray(argument) || argument.length === 0) {
    throw refusal(`${name} must be a nonempty array`);
  }
  argument.forEach(checkFilter);
}

function expectArray(argument: unknown, name: string): void {
  if (!Array.isArray(argument)) throw refusal(`${name} needs an array`);
  for (const item of argument) {
    if (isPattern(item)) patternOf(item);
    if (!isCondition(item)) continue;
    const [operator] = Object.keys(item);
    if (name !== "$all") throw refusal(`cannot nest $ under ${name}`);
    if (operator !== "$elemMatch") throw refusal("no $ expressions in $all");
    checkCondition(item);
  }
}

function expectCondition(argument: unknown): void {
  if (isPattern(argument)) patternOf(argument);
  else if (!isCondition(argument)) {
    throw refusal("$not needs a regex or a document");
  } else checkCondition(argument);
}

function expectSize(argument: unknown): void {
  const size = plainNumber(argument);
  if (!Number.isInteger(size) || Number(size) < 0) {
    throw refusal("$size must be a non-negative integer");
  }
}

function expectDivisor(argument: unknown): void {
  const valid = Array.isArray(argument) && argument.length === 2;
  if (!valid) throw refusal("malformed mod, needs to be an array of two");
  const [divisor, remainder] = argument.map((one) => Math.trunc(Number(one)));
  if (!Number.isFinite(divisor) || !Number.isFinite(remainder)) {
    throw refusal("malformed mod, divisor and remainder must be numbers");
  }
  if (divisor === 0) throw refusal("divisor cannot be 0");
}

function expectTypes(argument: unknown): void {
  for (const name of [argument].flat().map(plainNumber)) {
    if (typesNamed(name).length > 0) continue;
    throw refusal(`Unknown type name alias: ${shell(name)}`);
  }
}

function expectPattern(argument: unknown): void {
  if (typeof argument === "string" || isPattern(argument)) return;
  throw refusal("$regex has to be a string");
}

function expectOptions({ $regex, $options = "" }: Record<string, unknown>) {
  expectPattern($regex);
  if (typeof $options !== "string") {
    throw refusal("$options has to be a string");
  }
  if (isPattern($regex) && $regex.options !== "" && $options !== "") {
    throw new CommandError(
      "Location51075",
      "options set in both $regex and $options",
    );
  }
  if (typeof $regex === "string") compilePattern($regex, $options);
  else if (isPattern($regex)) compilePattern($regex.pattern, $options);
}

function refusal(message: string): CommandError {
  return new CommandError("BadValue", message);
}
