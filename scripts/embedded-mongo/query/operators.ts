import type { BSONRegExp } from "bson";
import { comparable, compare, equal } from "../bson/compare.ts";
import { type Document, isPattern, plainNumber } from "../bson/document.ts";
import { isNumber } from "../bson/numbers.ts";
import { leavesAt, valuesAt } from "../bson/path.ts";
import { typeOf, typesNamed } from "../bson/types.ts";
import { bitOperators } from "./bits.ts";
import { compileExpression } from "./expression.ts";
import { compilePattern, type Pattern, patternOf } from "./pattern.ts";
import type { Scope } from "./scope.ts";
import { isTruthy } from "./truth.ts";

export type Test = (document: Document) => boolean;

/** Compiles a condition on the values that a path reaches. */
export type Operator = (path: string, argument: unknown, scope: Scope) => Test;

type Predicate = (value: unknown) => boolean;

const $eq: Operator = (path, argument, scope) =>
  anyValue(path, isOrMatches(argument, scope));
const $in: Operator = (path, argument, scope) =>
  anyValue(path, isOneOf(argument, scope));

/** The operators of a filter, except those that contain filters. */
export const queryOperators: Record<string, Operator> = {
  $eq,
  $ne: negate($eq),
  $in,
  $nin: negate($in),
  $gt: inOrder((order) => order > 0),
  $gte: inOrder((order) => order >= 0),
  $lt: inOrder((order) => order < 0),
  $lte: inOrder((order) => order <= 0),
  $exists: (path, wanted) => (document) =>
    leavesAt(document, path).some((leaf) => leaf !== undefined) ===
    isTruthy(wanted),
  $type: (path, names) => anyValue(path, hasType(names)),
  $size: (path, size) => (document) =>
    leavesAt(document, path).some(
      (leaf) => Array.isArray(leaf) && leaf.length === plainNumber(size),
    ),
  $elemMatch: (path, test) => (document) =>
    leavesAt(document, path).some(
      (leaf) => Array.isArray(leaf) && leaf.some(test as Predicate),
    ),
  $regex: (path, argument) => anyValue(path, matches(argument)),
  $mod: (path, argument) => anyValue(path, hasRemainder(argument)),
  $expr: (_path, expression, scope) => {
    const evaluate = compileExpression(expression, scope);
    return (document) => isTruthy(evaluate(document));
  },
  ...Object.fromEntries(
    Object.entries(bitOperators).map(([name, compile]) => [
      name,
      (path: string, argument: unknown) => anyValue(path, compile(argument)),
    ]),
  ),
};

function anyValue(path: string, predicate: Predicate): Test {
  if (path.includes(".")) {
    return (document) => valuesAt(document, path).some(predicate);
  }
  return (document) => {
    const value = Object.hasOwn(document, path) ? document[path] : undefined;
    if (predicate(value)) return true;
    return Array.isArray(value) && value.some(predicate);
  };
}

function negate(operator: Operator): Operator {
  return (path, argument, scope) => {
    const test = operator(path, argument, scope);
    return (document) => !test(document);
  };
}

/** Only values of one kind have an order: `{ $gt: 5 }` matches no string. */
function inOrder(accepts: (order: number) => boolean): Operator {
  return (path, bound, { collation }) =>
    anyValue(
      path,
      (value) =>
        isBeyond(value, bound) ||
        (comparable(value, bound) &&
          isNaNPair(value, bound) &&
          accepts(compare(value, bound, collation))),
    );
}

/** MongoDB compares values of all types with MinKey and with MaxKey. */
function isBeyond(value: unknown, bound: unknown): boolean {
  const { order, alias } = typeOf(bound);
  const isEnd = alias === "minKey" || alias === "maxKey";
  return isEnd && typeOf(value).order !== order;
}

/** NaN is neither less nor greater than a number, only equal to itself. */
function isNaNPair(left: unknown, right: unknown): boolean {
  return isNotANumber(left) === isNotANumber(right);
}

function isNotANumber(value: unknown): boolean {
  return isNumber(value) && Number.isNaN(Number(value));
}

function isOneOf(items: unknown, scope: Scope): Predicate {
  const predicates = (items as unknown[]).map((item) =>
    isOrMatches(item, scope),
  );
  return (value) => predicates.some((predicate) => predicate(value));
}

/** A pattern among values equals itself, and matches texts. */
function isOrMatches(item: unknown, { collation }: Scope): Predicate {
  if (!isPattern(item)) return (value) => equal(value, item, collation);
  const test = matches([item, undefined]);
  return (value) => test(value) || equal(value, item);
}

/** The argument is a pattern, or one with its $options. */
function matches(argument: unknown): Predicate {
  const pattern = patternIn(argument);
  const [given] = [argument].flat();
  return (value) =>
    typeof value === "string"
      ? pattern.test(value)
      : isPattern(value) && isPattern(given) && equal(value, given);
}

function patternIn(argument: unknown): Pattern {
  const [given, $options] = [argument].flat() as [string | BSONRegExp, unknown];
  const options = $options as string | undefined;
  if (typeof given === "string") return compilePattern(given, options);
  if (options === undefined) return patternOf(given);
  return compilePattern(given.pattern, options);
}

function hasType(names: unknown): Predicate {
  const wanted = [names].flat().map(plainNumber).flatMap(typesNamed);
  return (value) => value !== undefined && wanted.includes(typeOf(value));
}

function hasRemainder(argument: unknown): Predicate {
  const [divisor, remainder] = (argument as unknown[]).map(truncated);
  return (value) => {
    const number = isNumber(value) ? truncated(value) : undefined;
    return number !== undefined && number % (divisor ?? 1n) === remainder;
  };
}

/** The whole part as an int64; undefined for NaN, infinities and more. */
function truncated(value: unknown): bigint | undefined {
  const text = String(value);
  if (/^-?\d+$/.test(text)) return BigInt(text);
  const number = Math.trunc(Number(text));
  return Math.abs(number) < 2 ** 63 ? BigInt(number) : undefined;
}
