import type { Collation } from "../bson/collation.ts";
import { type Document, isPattern } from "../bson/document.ts";
import { inverted, keyOf, textPrefixKey, typeByte } from "../bson/key.ts";
import { typeOf } from "../bson/types.ts";
import { isCondition } from "../query/check.ts";

/** A position between keys: before or after all that begin with a text. */
export type Edge = { key: string; after: boolean };

/** An interval of an index: the values of a field between two edges. */
export type Interval = {
  low: Edge;
  high: Edge;
  /** A single value; all entries with it begin with the same text. */
  isPoint?: boolean;
};

/**
 * The intervals outside of which no document matches; undefined if the filter
 * does not narrow the field down. With arrays in the index, one element may
 * satisfy one bound and another element the other: only one bound is used.
 */
export function boundsOf(
  criteria: Document,
  field: string,
  isMultikey: boolean,
  collation?: Collation,
): Interval[] | undefined {
  const own = boundsOfCondition(criteria[field], isMultikey, collation);
  const parts = (criteria.$and as Document[] | undefined) ?? [];
  const found = parts.map((part) =>
    boundsOf(part, field, isMultikey, collation),
  );
  return [own, ...found]
    .filter((one) => one !== undefined)
    .sort((left, right) => width(left) - width(right))[0];
}

export function isPoint(interval: Interval): boolean {
  return interval.isPoint === true;
}

/** The same interval in an index whose order of this field is descending. */
export function descending(interval: Interval): Interval {
  const { low, high } = interval;
  return { ...interval, low: turned(high), high: turned(low) };
}

/** True if documents without the field may match. */
export function includesNull(interval: Interval): boolean {
  const key = keyOf(null);
  return textOf(interval.low) <= key && key < textOf(interval.high);
}

/** An edge as a text to compare keys with; no key has two bytes 255 here. */
export function textOf({ key, after }: Edge): string {
  return after ? `${key}\xff\xff` : key;
}

function turned({ key, after }: Edge): Edge {
  return { key: inverted(key), after: !after };
}

function width(intervals: Interval[]): number {
  return intervals.every(isPoint) ? 0 : 1;
}

function boundsOfCondition(
  condition: unknown,
  isMultikey: boolean,
  collation?: Collation,
): Interval[] | undefined {
  if (condition === undefined) return undefined;
  if (isPattern(condition)) return prefixOf(condition.pattern, condition);
  if (!isCondition(condition)) return points([condition], collation);
  const { $eq, $in, $regex, $options = "" } = condition;
  if ($eq !== undefined) return points([$eq], collation);
  if (Array.isArray($in)) return points($in, collation);
  if (typeof $regex === "string" && $options === "") return prefixOf($regex);
  return range(condition, isMultikey);
}

/** Arrays are not in the index as a whole, and patterns match many values. */
function points(
  values: unknown[],
  collation?: Collation,
): Interval[] | undefined {
  if (values.some((one) => Array.isArray(one) || isPattern(one))) {
    return undefined;
  }
  const keys = [...new Set(values.map((one) => keyOf(one, collation)))].sort();
  return keys.map(pointAt);
}

function pointAt(key: string): Interval {
  return { ...beginningWith(key), isPoint: true };
}

function beginningWith(key: string): Interval {
  return { low: { key, after: false }, high: { key, after: true } };
}

/** The prefix that a pattern requires, or the pattern itself. */
function prefixOf(pattern: string, value?: unknown): Interval[] | undefined {
  const [, prefix = ""] =
    /^\^((?:[\p{L}\p{N} _:@/,;'"=<>!~#%&-]|\\[.\-/+*?$^()[\]{}|])+)/u.exec(
      pattern,
    ) ?? [];
  const isCut = /^[?*{]/.test(pattern.slice(prefix.length + 1));
  const text = (isCut ? prefix.replace(/\\?.$/u, "") : prefix).replaceAll(
    "\\",
    "",
  );
  const options = isPattern(value) ? value.options : "";
  if (text === "" || options !== "" || pattern.includes("|")) return undefined;
  const texts = beginningWith(textPrefixKey(text));
  return isPattern(value) ? [texts, pointAt(keyOf(value))] : [texts];
}

function range(condition: Document, isMultikey: boolean) {
  const { $gt, $gte, $lt, $lte } = condition;
  const low = $gt === undefined ? $gte : $gt;
  const high = $lt === undefined ? $lte : $lt;
  const bound = low === undefined ? high : low;
  if (bound === undefined || !isUsable(bound)) return undefined;
  const { order } = typeOf(bound);
  // The bounds include some values of adjacent types, which the filter
  // excludes.
  const type = {
    low: { key: typeByte(order - 1), after: true },
    high: { key: typeByte(order + 1), after: false },
  };
  const hasBoth = low !== undefined && high !== undefined;
  const sameType = typeOf(low).order === typeOf(high).order;
  const ignoresHigh = hasBoth && (isMultikey || !sameType);
  return [
    {
      low:
        low === undefined
          ? type.low
          : { key: keyOf(low), after: $gt !== undefined },
      high:
        high === undefined || ignoresHigh
          ? type.high
          : { key: keyOf(high), after: $lt === undefined },
    },
  ];
}

/** null stands for missing fields, too; arrays are compared as a whole. */
function isUsable(bound: unknown): boolean {
  const { alias } = typeOf(bound);
  return !["null", "array", "minKey", "maxKey", "regex"].includes(alias);
}
