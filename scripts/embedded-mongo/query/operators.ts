import { comparable, compare, equal } from "../bson/compare.ts";
import { type Document, plainDocument } from "../bson/document.ts";
import { leavesAt, valuesAt } from "../bson/path.ts";
import { typeOf, typesNamed } from "../bson/types.ts";
import { type MingoOperator, mingo } from "./mingo.ts";

type Test = (document: Document) => boolean;

/** mingo's shape of a query operator; it is called once for each query. */
type Operator = (path: string, argument: unknown, options: unknown) => Test;

/** Whether one of the values that the path reaches satisfies the argument. */
type Predicate = (value: unknown, argument: unknown) => boolean;

const $eq = anyValue(equal);
const $in = anyValue(isOneOf);

/**
 * mingo's query operators, with those replaced whose answer depends on BSON:
 * mingo knows neither its types nor the order of values of different types.
 */
export const queryOperators: Record<string, Operator> = {
  ...mingo.query,
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
    Boolean(wanted),
  $type: anyValue(hasType),
  $size: (path, size) => (document) =>
    leavesAt(document, path).some(
      (leaf) => Array.isArray(leaf) && leaf.length === size,
    ),
  $all: (path, items, options) => {
    const tests = (items as unknown[]).map((item) =>
      containsItem(path, item, options),
    );
    return (document) =>
      tests.length > 0 && tests.every((test) => test(document));
  },
  $regex: anyValue(matches),
  $mod: anyValue(hasRemainder),
  $expr: onPlain("$expr"),
  $bitsAllClear: onPlain("$bitsAllClear"),
  $bitsAllSet: onPlain("$bitsAllSet"),
  $bitsAnyClear: onPlain("$bitsAnyClear"),
  $bitsAnySet: onPlain("$bitsAnySet"),
};

function anyValue(predicate: Predicate): Operator {
  return (path, argument) => (document) =>
    valuesAt(document, path).some((value) => predicate(value, argument));
}

function negate(operator: Operator): Operator {
  return (path, argument, options) => {
    const test = operator(path, argument, options);
    return (document) => !test(document);
  };
}

/** Only values of one kind have an order: `{ $gt: 5 }` matches no string. */
function inOrder(accepts: (order: number) => boolean): Operator {
  return anyValue(
    (value, bound) =>
      comparable(value, bound) && accepts(compare(value, bound)),
  );
}

/** mingo's own operator, on a document as mingo expects it. */
function onPlain(name: string): Operator {
  const operator = mingo.query[name] as MingoOperator;
  return (path, argument, options) => {
    const test: Test = operator(path, argument, options);
    return (document) => test(plainDocument(document));
  };
}

function isOneOf(value: unknown, items: unknown): boolean {
  return (items as unknown[]).some((item) => isOrMatches(value, item));
}

function isOrMatches(value: unknown, item: unknown): boolean {
  return equal(value, item) || (item instanceof RegExp && matches(value, item));
}

function matches(value: unknown, pattern: unknown): boolean {
  return typeof value === "string" && (pattern as RegExp).test(value);
}

function hasType(value: unknown, names: unknown): boolean {
  if (value === undefined) return false;
  const wanted = [names].flat().flatMap(typesNamed);
  return wanted.includes(typeOf(value));
}

function hasRemainder(value: unknown, argument: unknown): boolean {
  const [divisor, remainder] = argument as [number, number];
  if (!comparable(value, divisor)) return false;
  return Math.trunc(Number(value)) % divisor === remainder;
}

function containsItem(path: string, item: unknown, options: unknown): Test {
  const criteria = (item as Document | null)?.$elemMatch;
  if (!criteria) return anyValue(isOrMatches)(path, item, options);
  return (mingo.query.$elemMatch as MingoOperator)(path, criteria, options);
}
