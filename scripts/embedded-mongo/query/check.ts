import { isDocument, toPattern } from "../bson/document.ts";
import { shell } from "../bson/shell.ts";
import { typesNamed } from "../bson/types.ts";
import { CommandError } from "../errors.ts";
import { checkExpression } from "./check-expression.ts";

type Check = (argument: unknown, name: string) => void;

const anything: Check = () => {};

/** What each operator on a field expects; whatever is not here is refused. */
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
  $bitsAllClear: anything,
  $bitsAllSet: anything,
  $bitsAnyClear: anything,
  $bitsAnySet: anything,
};

const logical: Record<string, Check> = {
  $and: expectFilters,
  $or: expectFilters,
  $nor: expectFilters,
  $expr: checkExpression,
};

/** Throws what MongoDB answers to a filter that it cannot carry out. */
export function checkFilter(filter: unknown): void {
  refusePrototype(filter);
  checkCriteria(filter);
}

function checkCriteria(filter: unknown): void {
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

/** mingo's copy of the filter would take such a field for a prototype. */
function refusePrototype(value: unknown): void {
  if (Array.isArray(value)) value.forEach(refusePrototype);
  if (!isDocument(value)) return;
  if (Object.hasOwn(value, "__proto__")) {
    throw refusal("A field named __proto__ is not supported in a filter");
  }
  Object.values(value).forEach(refusePrototype);
}

function checkCondition(condition: unknown): void {
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
  else checkCriteria(criteria);
}

function expectFilters(argument: unknown, name: string): void {
  if (!Array.isArray(argument) || argument.length === 0) {
    throw refusal(`${name} must be a nonempty array`);
  }
  argument.forEach(checkCriteria);
}

function expectArray(argument: unknown, name: string): void {
  if (!Array.isArray(argument)) throw refusal(`${name} needs an array`);
  const nested = argument.find(isCondition);
  if (!nested) return;
  if (name !== "$all") throw refusal(`cannot nest $ under ${name}`);
  argument.forEach(checkCondition);
}

function expectCondition(argument: unknown): void {
  if (argument instanceof RegExp) return;
  if (!isCondition(argument)) throw refusal("$not needs a regex or a document");
  checkCondition(argument);
}

function expectSize(argument: unknown): void {
  if (!Number.isInteger(argument) || Number(argument) < 0) {
    throw refusal("$size must be a non-negative integer");
  }
}

function expectDivisor(argument: unknown): void {
  const valid = Array.isArray(argument) && argument.length === 2;
  if (!valid) throw refusal("malformed mod, needs to be an array of two");
  if (argument[0] === 0) throw refusal("divisor cannot be 0");
}

function expectTypes(argument: unknown): void {
  for (const name of [argument].flat()) {
    if (typesNamed(name).length > 0) continue;
    throw refusal(`Unknown type name alias: ${shell(name)}`);
  }
}

function expectPattern(argument: unknown): void {
  if (typeof argument === "string" || argument instanceof RegExp) return;
  throw refusal("$regex has to be a string");
}

function expectOptions({ $regex, $options = "" }: Record<string, unknown>) {
  expectPattern($regex);
  if (typeof $options !== "string") {
    throw refusal("$options has to be a string");
  }
  if (typeof $regex === "string") toPattern($regex, $options);
}

function refusal(message: string): CommandError {
  return new CommandError("BadValue", message);
}
