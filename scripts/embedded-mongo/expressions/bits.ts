import {
  type BsonNumber,
  bigint,
  integer,
  isInteger,
} from "../bson/numbers.ts";
import {
  type ExpressionOperator,
  isMissing,
  onValues,
  unsupported,
} from "./operands.ts";

/** Operations on the bits of int32 and int64. */
export const bits: Record<string, ExpressionOperator> = {
  $bitAnd: fold("$bitAnd", -1, (left, right) => left & right),
  $bitOr: fold("$bitOr", 0, (left, right) => left | right),
  $bitXor: fold("$bitXor", 0, (left, right) => left ^ right),
  $bitNot: onValues((value) => {
    if (isMissing(value)) return null;
    const whole = integerIn("$bitNot", value);
    return integer(~bigint(whole), whole, whole);
  }),
};

function fold(
  name: string,
  start: BsonNumber,
  combine: (left: bigint, right: bigint) => bigint,
): ExpressionOperator {
  return onValues((...values) => {
    if (values.some(isMissing)) return null;
    return values
      .map((value) => integerIn(name, value))
      .reduce(
        (left, right) =>
          integer(combine(bigint(left), bigint(right)), left, right),
        start,
      );
  });
}

function integerIn(name: string, value: unknown): BsonNumber {
  if (isInteger(value)) return value;
  throw unsupported(name, "int and long operands", value);
}
