import { keyOf } from "../bson/key.ts";
import {
  type ExpressionOperator,
  isMissing,
  onValues,
  unsupported,
} from "./operands.ts";

/** Sets of BSON values, equal across the types of numbers. */
export const sets: Record<string, ExpressionOperator> = {
  $setUnion: onSets("$setUnion", (...lists) => distinct(lists.flat())),
  $setIntersection: onSets("$setIntersection", (...lists) => {
    const others = lists.slice(1).map(keysOf);
    return distinct(lists[0] ?? []).filter((item) =>
      others.every((keys) => keys.has(keyOf(item))),
    );
  }),
  $setDifference: onSets("$setDifference", (left = [], right = []) => {
    const keys = keysOf(right);
    return distinct(left).filter((item) => !keys.has(keyOf(item)));
  }),
  $setEquals: onSets("$setEquals", (first = [], ...others) => {
    const keys = keysOf(first);
    return others
      .map(keysOf)
      .every((other) => other.size === keys.size && isSubset(other, keys));
  }),
  $setIsSubset: onSets("$setIsSubset", (left = [], right = []) =>
    isSubset(keysOf(left), keysOf(right)),
  ),
};

/** The values without repetition, in the order of their first occurrence. */
export function distinct(values: unknown[]): unknown[] {
  const seen = new Map<string, unknown>();
  for (const value of values) {
    const key = keyOf(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

function onSets(
  name: string,
  calculate: (...lists: unknown[][]) => unknown,
): ExpressionOperator {
  return onValues((...values) => {
    if (values.some(isMissing)) return null;
    for (const value of values) {
      if (!Array.isArray(value)) {
        throw unsupported(name, "arrays", value, "Location17043");
      }
    }
    return calculate(...(values as unknown[][]));
  });
}

function keysOf(list: unknown[]): Set<string> {
  return new Set(list.map((one) => keyOf(one)));
}

function isSubset(part: Set<string>, whole: Set<string>): boolean {
  return [...part].every((key) => whole.has(key));
}
