import { Decimal128, Double, Long } from "bson";
import { CommandError } from "../errors.ts";
import { addDecimals, divideDecimals, multiplyDecimals } from "./decimal.ts";
import { double } from "./document.ts";
import type { BsonNumber } from "./exact.ts";
import { typeOf } from "./types.ts";

export type { BsonNumber } from "./exact.ts";

export function isNumber(value: unknown): value is BsonNumber {
  return typeOf(value).order === 2;
}

export function isDouble(value: BsonNumber): value is number | Double {
  return typeOf(value).alias === "double";
}

/** True for an int32 or an int64. */
export function isInteger(value: unknown): value is number | Long {
  const { alias } = typeOf(value);
  return alias === "int" || alias === "long";
}

/** The result if it does not fit into an int64. */
type Overflow = "refuse" | "double";

/** Adds two numbers; the sum has the wider of their types. */
export function add(
  left: BsonNumber,
  right: BsonNumber,
  overflow: Overflow = "refuse",
): BsonNumber {
  if (isDecimal(left) || isDecimal(right)) return addDecimals(left, right);
  if (isDouble(left) || isDouble(right)) {
    return double(Number(left) + Number(right));
  }
  return integer(bigint(left) + bigint(right), left, right, overflow);
}

/** Multiplies two numbers; the product has the wider of their types. */
export function multiply(
  left: BsonNumber,
  right: BsonNumber,
  overflow: Overflow = "refuse",
): BsonNumber {
  if (isDecimal(left) || isDecimal(right)) return multiplyDecimals(left, right);
  if (isDouble(left) || isDouble(right)) {
    return double(Number(left) * Number(right));
  }
  return integer(bigint(left) * bigint(right), left, right, overflow);
}

/** Divides two numbers; integers have a quotient of type double. */
export function divide(left: BsonNumber, right: BsonNumber): BsonNumber {
  if (isDecimal(left) || isDecimal(right)) return divideDecimals(left, right);
  return double(Number(left) / Number(right));
}

export function negate(value: BsonNumber): BsonNumber {
  return multiply(value, -1, "double");
}

export function isDecimal(value: unknown): value is Decimal128 {
  return value instanceof Decimal128;
}

export function bigint(value: BsonNumber): bigint {
  return value instanceof Long ? value.toBigInt() : BigInt(Number(value));
}

/** An int32 if both operands are int32 and the result fits. */
export function integer(
  result: bigint,
  left: BsonNumber,
  right: BsonNumber,
  overflow: Overflow = "refuse",
): BsonNumber {
  const narrow = typeof left === "number" && typeof right === "number";
  if (narrow && BigInt.asIntN(32, result) === result) return Number(result);
  if (BigInt.asIntN(64, result) === result) return Long.fromBigInt(result);
  if (overflow === "double") return double(Number(result));
  throw new CommandError("BadValue", `${result} does not fit into an int64`);
}

/** A zero of the type of a number. */
export function zeroLike(value: BsonNumber): BsonNumber {
  if (isDecimal(value)) return Decimal128.fromString("0");
  if (value instanceof Long) return Long.ZERO;
  return isDouble(value) ? new Double(0) : 0;
}
