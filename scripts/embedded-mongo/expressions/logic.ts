import type { Collation } from "../bson/collation.ts";
import { compare, equal } from "../bson/compare.ts";
import { type Document, isDocument, plainNumber } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { isTruthy } from "../query/truth.ts";
import {
  type ExpressionOperator,
  evaluate,
  isMissing,
  onValues,
  unsupported,
  withVariables,
} from "./operands.ts";

/** Comparisons in the order of BSON, and operators on truth values. */
export const logic: Record<string, ExpressionOperator> = {
  $cmp: comparison("$cmp", (order) => Math.sign(order)),
  $eq: comparison("$eq", (order) => order === 0),
  $ne: comparison("$ne", (order) => order !== 0),
  $gt: comparison("$gt", (order) => order > 0),
  $gte: comparison("$gte", (order) => order >= 0),
  $lt: comparison("$lt", (order) => order < 0),
  $lte: comparison("$lte", (order) => order <= 0),

  $and: (document, expression, options) =>
    listOf(expression).every((one) =>
      isTruthy(evaluate(document, one, options)),
    ),
  $or: (document, expression, options) =>
    listOf(expression).some((one) =>
      isTruthy(evaluate(document, one, options)),
    ),
  $not: onValues((value) => !isTruthy(value)),
  $anyElementTrue: onValues((set) => elementsOf(set).some(isTruthy)),
  $allElementsTrue: onValues((set) => elementsOf(set).every(isTruthy)),

  $cond(document, expression, options) {
    const [test, yes, no] = Array.isArray(expression)
      ? expression
      : branchesOf(expression);
    const chosen = isTruthy(evaluate(document, test, options)) ? yes : no;
    return evaluate(document, chosen, options);
  },

  $switch(document, expression, options) {
    const { branches, default: otherwise } = expression as {
      branches: { case: unknown; then: unknown }[];
      default?: unknown;
    };
    const branch = branches.find((one) =>
      isTruthy(evaluate(document, one.case, options)),
    );
    if (branch) return evaluate(document, branch.then, options);
    if (otherwise !== undefined) return evaluate(document, otherwise, options);
    throw new CommandError(
      "Location40066",
      "$switch could not find a matching branch for an input, and no default " +
        "was specified.",
    );
  },

  $filter(document, expression, options) {
    const { input, as = "this", cond, limit } = expression as Document;
    const array = evaluate(document, input, options);
    if (isMissing(array)) return null;
    if (!Array.isArray(array)) throw notAnArray("$filter", array);
    const most = plainNumber(evaluate(document, limit, options) ?? Infinity);
    const kept = array.filter((item) => {
      const inner = withVariables(options, { [String(as)]: item });
      return isTruthy(evaluate(document, cond, inner));
    });
    return kept.slice(0, most as number);
  },

  $in(document, expression, options) {
    const [item, array] = listOf(expression).map((one) =>
      evaluate(document, one, options),
    );
    if (!Array.isArray(array)) throw notAnArray("$in", array, "Location40081");
    return array.some((one) => equal(one, item, options.collation));
  },
  $indexOfArray: onValues((array, item, start = 0, end = Infinity) => {
    if (isMissing(array)) return null;
    if (!Array.isArray(array)) {
      throw notAnArray("$indexOfArray", array, "Location40090");
    }
    const [from, to] = [plainNumber(start), plainNumber(end)];
    return array.findIndex(
      (one, i) => i >= Number(from) && i < Number(to) && equal(one, item),
    );
  }),
};

function comparison<T>(
  name: string,
  answer: (order: number) => T,
): ExpressionOperator {
  return (document, expression, options) => {
    const list = listOf(expression);
    if (list.length === 2) {
      const [left, right] = list.map((one) => evaluate(document, one, options));
      return answer(ordered(left, right, options.collation));
    }
    throw new CommandError(
      "Location16020",
      `Expression ${name} takes exactly 2 arguments. ${list.length} were ` +
        "passed in.",
    );
  };
}

/** In an expression, a missing value is less than null. */
function ordered(left: unknown, right: unknown, collation?: Collation): number {
  const missing = Number(right === undefined) - Number(left === undefined);
  return compare(left, right, collation) || missing;
}

function listOf(expression: unknown): unknown[] {
  return Array.isArray(expression) ? expression : [expression];
}

function branchesOf(expression: unknown): unknown[] {
  if (isDocument(expression)) {
    return [expression.if, expression.then, expression.else];
  }
  throw new CommandError(
    "Location16020",
    "Expression $cond takes exactly 3 arguments",
  );
}

function elementsOf(set: unknown): unknown[] {
  if (Array.isArray(set)) return set;
  throw notAnArray("$anyElementTrue or $allElementsTrue", set, "Location17041");
}

function notAnArray(
  operator: string,
  value: unknown,
  code: `Location${number}` = "Location28651",
) {
  return unsupported(operator, "an array", value, code);
}
