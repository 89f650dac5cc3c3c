import {
  type Binary,
  BSONRegExp,
  Code,
  Double,
  Long,
  type ObjectId,
  type Timestamp,
} from "bson";
import type { Collation } from "./collation.ts";
import { type BsonNumber, compareExact, exactOf } from "./exact.ts";
import { typeOf } from "./types.ts";

/**
 * Orders any two values: by type first, then by value, as MongoDB's manual
 * has it under "Comparison/Sort Order"; a missing value (undefined) is null.
 */
export function compare(
  left: unknown,
  right: unknown,
  collation?: Collation,
): number {
  if (typeof left === "string" && typeof right === "string") {
    return collation
      ? collation.compare(left, right)
      : compareTexts(left, right);
  }
  if (typeof left === "number" && typeof right === "number") {
    return compareDoubles(left, right);
  }
  const type = typeOf(left);
  return (
    type.order - typeOf(right).order ||
    compareAs(type.alias, left, right, collation)
  );
}

export function equal(
  left: unknown,
  right: unknown,
  collation?: Collation,
): boolean {
  return left === right || compare(left, right, collation) === 0;
}

/** True if both are of one kind, so that one can be less than the other. */
export function comparable(left: unknown, right: unknown): boolean {
  return typeOf(left).order === typeOf(right).order;
}

function compareAs(
  alias: string,
  left: unknown,
  right: unknown,
  collation?: Collation,
): number {
  switch (alias) {
    case "missing":
    case "null":
    case "minKey":
    case "maxKey":
      return 0;
    case "double":
    case "int":
    case "long":
    case "decimal":
      return compareNumbers(left as BsonNumber, right as BsonNumber);
    case "object":
      return compareDocuments(entriesOf(left), entriesOf(right), collation);
    case "array":
      return compareLists(left as unknown[], right as unknown[], (a, b) =>
        compare(a, b, collation),
      );
    case "binData":
      return compareBytes(bytesOf(left), bytesOf(right));
    case "objectId":
      return Buffer.compare((left as ObjectId).id, (right as ObjectId).id);
    case "date":
      return (left as Date).getTime() - (right as Date).getTime();
    case "timestamp":
      return (left as Timestamp).compare(right as Timestamp);
    case "bool":
      return Number(left) - Number(right);
    default:
      return compareTexts(textOf(left), textOf(right));
  }
}

/**
 * By the bytes of UTF-8, whose order is that of code points. UTF-16 differs
 * where a surrogate, of a code point beyond U+FFFF, meets U+E000 to U+FFFF.
 */
function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return codePointOrder(a) - codePointOrder(b);
  }
  return left.length - right.length;
}

function codePointOrder(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

function compareNumbers(left: BsonNumber, right: BsonNumber): number {
  if (isDouble(left) && isDouble(right)) {
    return compareDoubles(Number(left), Number(right));
  }
  if (left instanceof Long && right instanceof Long) return left.compare(right);
  const exactLeft = exactOf(left);
  const exactRight = exactOf(right);
  if (exactLeft && exactRight) return compareExact(exactLeft, exactRight);
  // Compared to NaN or an infinity, all other numbers are alike.
  return compareDoubles(
    exactLeft ? 0 : Number(left),
    exactRight ? 0 : Number(right),
  );
}

/** NaN is less than every other number, and equal to itself. */
function compareDoubles(left: number, right: number): number {
  if (left < right) return -1;
  if (left > right) return 1;
  if (left === right) return 0;
  return Number(Number.isNaN(right)) - Number(Number.isNaN(left));
}

function isDouble(value: BsonNumber): value is number | Double {
  return typeof value === "number" || value instanceof Double;
}

function compareLists<T>(
  left: T[],
  right: T[],
  compareItems: (left: T, right: T) => number,
): number {
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const difference = compareItems(left[i] as T, right[i] as T);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

type Entry = [string, unknown];

/** Field by field: type, then name, then value; the order of fields counts. */
function compareDocuments(
  left: Entry[],
  right: Entry[],
  collation?: Collation,
): number {
  return compareLists(
    left,
    right,
    ([leftName, leftValue], [rightName, rightValue]) =>
      typeOf(leftValue).order - typeOf(rightValue).order ||
      compareTexts(leftName, rightName) ||
      compare(leftValue, rightValue, collation),
  );
}

/** Shorter first, then by subtype, then byte by byte. */
function compareBytes(left: Buffer, right: Buffer): number {
  return left.length - right.length || Buffer.compare(left, right);
}

/** The subtype, followed by the bytes. */
function bytesOf(value: unknown): Buffer {
  const binary = value as Binary;
  return Buffer.concat([Buffer.from([binary.sub_type]), binary.value()]);
}

/** A field that is undefined is missing, as it is once it is encoded. */
function entriesOf(value: unknown): Entry[] {
  const entries = Object.entries(value as object);
  return entries.filter(([, field]) => field !== undefined);
}

function textOf(value: unknown): string {
  if (value instanceof BSONRegExp) return `/${value.pattern}/${value.options}`;
  if (value instanceof Code) return value.code;
  return String(value);
}
