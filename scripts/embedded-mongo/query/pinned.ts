import { type Document, isPattern } from "../bson/document.ts";
import { isCondition } from "./check.ts";

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
  if (!isCondition(condition)) return [condition];
  const { $eq, $in } = condition;
  if ($in !== undefined) return $in as unknown[];
  return $eq === undefined ? undefined : [$eq];
}

/** An array equals an element or the whole, and a pattern many values. */
function isSingleValue(value: unknown): boolean {
  return !Array.isArray(value) && !isPattern(value);
}
