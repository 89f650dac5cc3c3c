import { Context } from "mingo/core";
import { Query } from "mingo/query";
import { type Document, plainDocument } from "../bson/document.ts";
import { checkFilter } from "./check.ts";
import { mingo } from "./mingo.ts";
import { queryOperators } from "./operators.ts";

const context = Context.init({ ...mingo, query: queryOperators });
const options = { context, scriptEnabled: false };

/** A query filter, ready to test documents. */
export type Filter = {
  /** The filter as it was given, with JavaScript's own numbers. */
  criteria: Document;
  matches(document: Document): boolean;
};

/** Compiles a filter; throws for what MongoDB would refuse. */
export function compileFilter(filter: Document = {}): Filter {
  const criteria = plainDocument(filter);
  checkFilter(criteria);
  const query = new Query(criteria, options);
  return { criteria, matches: (document) => query.test(document) };
}

/**
 * The values that a field has to have for a document to match: those of an
 * equality or an $in, in the filter itself or under $and. Undefined if the
 * filter does not pin the field down.
 */
export function pinnedValues(
  criteria: Document,
  field: string,
): unknown[] | undefined {
  const direct = valuesOfCondition(criteria[field]);
  if (direct) return direct;
  const alternatives = (criteria.$and as Document[] | undefined) ?? [];
  for (const part of alternatives) {
    const values = pinnedValues(part, field);
    if (values) return values;
  }
  return undefined;
}

function valuesOfCondition(condition: unknown): unknown[] | undefined {
  if (condition === undefined) return undefined;
  const values = candidates(condition);
  return values?.every(isSingleValue) ? values : undefined;
}

function candidates(condition: unknown): unknown[] | undefined {
  const { $eq, $in } = (condition ?? {}) as Document;
  if ($in !== undefined) return $in as unknown[];
  if ($eq !== undefined) return [$eq];
  return isOperatorDocument(condition) ? undefined : [condition];
}

function isOperatorDocument(condition: unknown): boolean {
  if (typeof condition !== "object" || condition === null) return false;
  return Object.keys(condition).some((key) => key.startsWith("$"));
}

/** An array equals an element or the whole, and a pattern many values. */
function isSingleValue(value: unknown): boolean {
  return !Array.isArray(value) && !(value instanceof RegExp);
}
