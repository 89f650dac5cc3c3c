import { Decimal128, Double, Long, ObjectId } from "bson";
import { parseDate } from "../bson/date-text.ts";
import { toDecimal } from "../bson/decimal.ts";
import { type Document, double, plainNumber } from "../bson/document.ts";
import { exactOf, parseExact } from "../bson/exact.ts";
import { type BsonNumber, isNumber } from "../bson/numbers.ts";
import { wholeLong } from "../bson/rounding.ts";
import { typeOf, typesNamed } from "../bson/types.ts";
import { CommandError } from "../errors.ts";
import { isTruthy } from "../query/truth.ts";
import {
  type ExpressionOperator,
  evaluate,
  isMissing,
  onValues,
} from "./operands.ts";
import { fromLocal } from "./time-zones.ts";

type Conversion = (value: unknown) => unknown;

const conversions: Record<string, Conversion> = {
  bool: (value) => typeof value === "string" || isTruthy(value),
  date: toDate,
  decimal: (value) => toDecimal(toNumber(value, "decimal")),
  double: (value) => {
    const number = Number(toNumber(value, "double"));
    if (Number.isFinite(number) || !isFiniteNumber(value))
      return double(number);
    throw failure(value, "double");
  },
  int: (value) => {
    const whole = toLong(value, "int");
    const number = whole.toNumber();
    if (number === (number | 0)) return number;
    throw failure(value, "int");
  },
  long: (value) => toLong(value, "long"),
  objectId: toObjectId,
  string: toText,
};

/** The types of values, and conversions between them. */
export const convert: Record<string, ExpressionOperator> = {
  $type: onValues((value) => typeOf(value).alias),
  $isNumber: onValues(isNumber),
  $toBool: to("bool"),
  $toDate: to("date"),
  $toDecimal: to("decimal"),
  $toDouble: to("double"),
  $toInt: to("int"),
  $toLong: to("long"),
  $toObjectId: to("objectId"),
  $toString: to("string"),
  $convert(document, expression, options) {
    const given = expression as Document;
    const input = evaluate(document, given.input, options);
    if (isMissing(input)) {
      return evaluate(document, given.onNull, options) ?? null;
    }
    const name = plainNumber(evaluate(document, given.to, options));
    const alias = typesNamed(name)[0]?.alias;
    if (alias === undefined) {
      throw new CommandError("BadValue", `Unknown type name: ${name}`);
    }
    const conversion = conversions[alias];
    if (!conversion) throw failure(input, String(name));
    try {
      return conversion(input);
    } catch (error) {
      if (!("onError" in given)) throw error;
      return evaluate(document, given.onError, options);
    }
  },
};

function to(alias: string): ExpressionOperator {
  return onValues((value) =>
    isMissing(value) ? null : conversions[alias]?.(value),
  );
}

function toNumber(value: unknown, to: string): BsonNumber {
  if (isNumber(value)) return value;
  if (typeof value === "boolean") return Number(value);
  if (value instanceof Date) return Long.fromNumber(value.getTime());
  if (typeof value === "string" && parseExact(value)) {
    if (to === "decimal") return Decimal128.fromStringWithRounding(value);
    return new Double(Number(value));
  }
  throw failure(value, to);
}

/** A text has to be a whole number; other numbers are truncated. */
function toLong(value: unknown, to: string): Long {
  if (typeof value === "string") {
    if (!/^[+-]?\d+$/.test(value)) throw failure(value, to);
    const whole = BigInt(value.replace("+", ""));
    if (BigInt.asIntN(64, whole) !== whole) throw failure(value, to);
    return Long.fromBigInt(whole);
  }
  const whole = wholeLong(toNumber(value, to));
  if (whole) return whole;
  throw failure(value, to);
}

function toDate(value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (typeof value === "string") {
    const parsed = parseDate(value);
    if (parsed) return fromLocal(parsed.local, parsed.offset);
    throw failure(value, "date");
  }
  const milliseconds = isNumber(value) ? Math.trunc(Number(value)) : Number.NaN;
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) throw failure(value, "date");
  return date;
}

function toObjectId(value: unknown): ObjectId {
  if (value instanceof ObjectId) return value;
  if (typeof value === "string" && /^[0-9a-f]{24}$/i.test(value)) {
    return ObjectId.createFromHexString(value);
  }
  throw failure(value, "objectId");
}

function toText(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  if (isNumber(value) || typeof value === "boolean") return String(value);
  throw failure(value, "string");
}

function isFiniteNumber(value: unknown): boolean {
  return isNumber(value) && exactOf(value) !== undefined;
}

function failure(value: unknown, to: string): CommandError {
  return new CommandError(
    "ConversionFailure",
    `Failed to convert from ${typeOf(value).alias} to ${to} in $convert ` +
      "with no onError value",
  );
}
