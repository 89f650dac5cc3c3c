import type { Binary, Long, Timestamp } from "bson";
import { BSONRegExp, Decimal128 } from "bson";
import { plain } from "./document.ts";
import { typeOf } from "./types.ts";

/**
 * Orders any two values: by type first, then by value, as MongoDB's manual
 * has it under "Comparison/Sort Order"; a missing value (undefined) is null.
 */
export function compare(left: unknown, right: unknown): number {
  const type = typeOf(left).order - typeOf(right).order;
  if (type !== 0) return type;
  return compareSameType(left, right);
}

export function equal(left: unknown, right: unknown): boolean {
  return compare(left, right) === 0;
}

/** True if both are of one kind, so that one can be less than the other. */
export function comparable(left: unknown, right: unknown): boolean {
  return typeOf(left).order === typeOf(right).order;
}

/** A text that two values share exactly if they are equal; for hashing. */
export function keyOf(value: unknown): string {
  const { alias, order } = typeOf(value);
  switch (alias) {
    case "string":
      return `s${JSON.stringify(value)}`;
    case "object":
      return `{${entriesOf(value).map(([k, v]) => keyOf(k) + keyOf(v))}}`;
    case "array":
      return `[${(value as unknown[]).map(keyOf)}]`;
    case "missing":
    case "null":
      return "null";
    case "date":
      return `d${(value as Date).getTime()}`;
    case "binData":
      return `b${bytesOf(value).toString("base64")}`;
    default:
      return order === 2 ? `n${numberOf(value)}` : `${alias} ${textOf(value)}`;
  }
}

function compareSameType(left: unknown, right: unknown): number {
  switch (typeOf(left).alias) {
    case "missing":
    case "null":
    case "minKey":
    case "maxKey":
      return 0;
    case "double":
    case "int":
    case "long":
    case "decimal":
      return compareNumbers(numberOf(left), numberOf(right));
    case "object":
      return compareDocuments(entriesOf(left), entriesOf(right));
    case "array":
      return compareLists(left as unknown[], right as unknown[], compare);
    case "binData":
      return compareBytes(bytesOf(left), bytesOf(right));
    case "date":
      return (left as Date).getTime() - (right as Date).getTime();
    case "timestamp":
      return (left as Timestamp).compare(right as Timestamp);
    case "bool":
      return Number(left) - Number(right);
    default:
      return order(textOf(left), textOf(right));
  }
}

function order<T extends string | number | bigint>(left: T, right: T): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** NaN is less than every other number, and equal to itself. */
function compareNumbers(left: number | bigint, right: number | bigint) {
  const leftIsNaN = Number.isNaN(left);
  if (leftIsNaN || Number.isNaN(right)) {
    return Number(Number.isNaN(right)) - Number(leftIsNaN);
  }
  return order(left, right);
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
function compareDocuments(left: Entry[], right: Entry[]): number {
  return compareLists(
    left,
    right,
    ([leftName, leftValue], [rightName, rightValue]) =>
      typeOf(leftValue).order - typeOf(rightValue).order ||
      order(leftName, rightName) ||
      compareSameType(leftValue, rightValue),
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

function entriesOf(value: unknown): Entry[] {
  return Object.entries(value as object);
}

function textOf(value: unknown): string {
  if (value instanceof RegExp) return `/${value.source}/${value.flags}`;
  if (value instanceof BSONRegExp) return `/${value.pattern}/${value.options}`;
  return String(value);
}

function numberOf(value: unknown): number | bigint {
  if (value instanceof Decimal128) return Number(value.toString());
  const number = plain(value) as number | Long;
  return typeof number === "number" ? number : number.toBigInt();
}
