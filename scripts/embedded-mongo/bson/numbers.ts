import { Decimal128, Double, Int32, Long } from "bson";
import { CommandError } from "../errors.ts";
import { typeOf } from "./types.ts";

export type BsonNumber = Int32 | Long | Double;

/** True for a number; a decimal128 is refused, for want of its arithmetic. */
export function isNumber(value: unknown): value is BsonNumber {
  if (value instanceof Decimal128) {
    throw new CommandError(
      "NotImplemented",
      "Arithmetic with decimal128 is not supported",
    );
  }
  return typeOf(value).order === typeOf(0).order;
}

/** Adds two numbers; the sum has the wider of their types. */
export function add(left: BsonNumber, right: BsonNumber): BsonNumber {
  if (left instanceof Double || right instanceof Double) {
    return new Double(Number(left) + Number(right));
  }
  return integer(bigint(left) + bigint(right), left, right);
}

/** Multiplies two numbers; the product has the wider of their types. */
export function multiply(left: BsonNumber, right: BsonNumber): BsonNumber {
  if (left instanceof Double || right instanceof Double) {
    return new Double(Number(left) * Number(right));
  }
  return integer(bigint(left) * bigint(right), left, right);
}

export function bigint(value: Int32 | Long): bigint {
  return value instanceof Long ? value.toBigInt() : BigInt(value.value);
}

/** An int32 while both operands were, and the result still fits. */
export function integer(
  result: bigint,
  left: BsonNumber,
  right: BsonNumber,
): Int32 | Long {
  const narrow = left instanceof Int32 && right instanceof Int32;
  if (narrow && BigInt.asIntN(32, result) === result) {
    return new Int32(Number(result));
  }
  if (BigInt.asIntN(64, result) !== result) {
    throw new CommandError("BadValue", `${result} does not fit into an int64`);
  }
  return Long.fromBigInt(result);
}
