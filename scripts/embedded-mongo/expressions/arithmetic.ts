import { Long } from "bson";
import { double, isLong } from "../bson/document.ts";
import {
  add,
  type BsonNumber,
  bigint,
  divide,
  integer,
  isDecimal,
  isDouble,
  isInteger,
  isNumber,
  multiply,
  negate,
} from "../bson/numbers.ts";
import { remainder, roundTo } from "../bson/rounding.ts";
import { createSum } from "../bson/sum.ts";
import { type CodeName, CommandError } from "../errors.ts";
import {
  type ExpressionOperator,
  isMissing,
  onValues,
  unsupported,
} from "./operands.ts";

/** Arithmetic on all types of numbers, and on dates where MongoDB has it. */
export const arithmetic: Record<string, ExpressionOperator> = {
  $add: onValues(addAll),
  $subtract: onValues(subtract),
  $multiply: onValues((...factors) => {
    if (factors.some(isMissing)) return null;
    return factors
      .map((factor) => number("$multiply", factor))
      .reduce((left, right) => multiply(left, right, "double"), 1);
  }),
  $divide: onValues((left, right) => {
    if (isMissing(left) || isMissing(right)) return null;
    const divisor = number("$divide", right);
    refuseZero(divisor, "BadValue", "can't $divide by zero");
    return divide(number("$divide", left), divisor);
  }),
  $mod: onValues((left, right) => {
    if (isMissing(left) || isMissing(right)) return null;
    const divisor = number("$mod", right, "Location16611");
    refuseZero(divisor, "Location16610", "can't $mod by zero");
    return modulo(number("$mod", left, "Location16611"), divisor);
  }),
  $abs: onNumber("$abs", (value) => {
    if (!(Number(value) < 0)) return value;
    if (!isLong(value) || !value.equals(Long.MIN_VALUE)) return negate(value);
    throw new CommandError("Location28680", "can't take $abs of long long min");
  }),
  $ceil: onNumber("$ceil", (value) =>
    isDouble(value)
      ? double(Math.ceil(Number(value)))
      : roundTo(value, 0, "up"),
  ),
  $floor: onNumber("$floor", (value) =>
    isDouble(value)
      ? double(Math.floor(Number(value)))
      : roundTo(value, 0, "down"),
  ),
  $pow: onValues((base, exponent) => {
    if (isMissing(base) || isMissing(exponent)) return null;
    return power(
      number("$pow", base, "Location28762"),
      number("$pow", exponent, "Location28763"),
    );
  }),
  $sqrt: onDomain("$sqrt", Math.sqrt, (value) => value >= 0, "Location28714"),
  $ln: onDomain("$ln", Math.log, (value) => value > 0, "Location28766"),
  $log10: onDomain("$log10", Math.log10, (value) => value > 0, "Location28761"),
  $log: onValues((value, base) => {
    if (isMissing(value) || isMissing(base)) return null;
    const argument = Number(number("$log", value, "Location28756"));
    const radix = Number(number("$log", base, "Location28757"));
    refuseOutside("$log", argument > 0, "Location28758");
    refuseOutside("$log", radix > 0 && radix !== 1, "Location28759");
    return double(Math.log(argument) / Math.log(radix));
  }),
  $sin: onDomain("$sin", Math.sin, Number.isFinite, "Location50989"),
  $cos: onDomain("$cos", Math.cos, Number.isFinite, "Location50989"),
  $tan: onDomain("$tan", Math.tan, Number.isFinite, "Location50989"),
  $asin: onDomain("$asin", Math.asin, isInUnit, "Location50989"),
  $acos: onDomain("$acos", Math.acos, isInUnit, "Location50989"),
  $atanh: onDomain("$atanh", Math.atanh, isInUnit, "Location50989"),
  $acosh: onDomain("$acosh", Math.acosh, (it) => it >= 1, "Location50989"),
  $round: onValues((value, place) => round("$round", value, place, "even")),
  $trunc: onValues((value, place) => round("$trunc", value, place, "zero")),
};

function addAll(...operands: unknown[]): unknown {
  if (operands.some(isMissing)) return null;
  const dates = operands.filter((value) => value instanceof Date);
  if (dates.length > 1) {
    throw new CommandError(
      "Location16612",
      "only one date allowed in an $add expression",
    );
  }
  const sum = createSum();
  for (const value of operands) {
    if (isNumber(value)) sum.add(value);
    else if (!(value instanceof Date)) {
      throw unsupported("$add", "numeric or date types", value);
    }
  }
  const [date] = dates;
  return date ? dateAfter(date, sum.total()) : sum.total();
}

function subtract(left: unknown, right: unknown): unknown {
  if (isMissing(left) || isMissing(right)) return null;
  if (left instanceof Date && right instanceof Date) {
    return Long.fromNumber(left.getTime() - right.getTime());
  }
  const subtrahend = number("$subtract", right);
  if (left instanceof Date) return dateAfter(left, negate(subtrahend));
  return add(number("$subtract", left), negate(subtrahend), "double");
}

function dateAfter(date: Date, milliseconds: BsonNumber): Date {
  return new Date(date.getTime() + Math.round(Number(milliseconds)));
}

function modulo(left: BsonNumber, right: BsonNumber): BsonNumber {
  if (isDecimal(left) || isDecimal(right)) return remainder(left, right);
  if (isDouble(left) || isDouble(right)) {
    return double(Number(left) % Number(right));
  }
  return integer(bigint(left) % bigint(right), left, right);
}

/** A power of integers is an integer if it fits into an int64. */
function power(base: BsonNumber, exponent: BsonNumber): BsonNumber {
  if (isDecimal(base) || isDecimal(exponent)) {
    const message = "$pow of decimal128 is not supported";
    throw new CommandError("NotImplemented", message);
  }
  if (Number(base) === 0 && Number(exponent) < 0) {
    const message = "$pow cannot take a base of 0 and a negative exponent";
    throw new CommandError("Location28764", message);
  }
  const approximate = Number(base) ** Number(exponent);
  const isWhole = isInteger(base) && isInteger(exponent);
  if (!isWhole || Number(exponent) < 0 || Math.abs(approximate) > 2 ** 63) {
    return double(approximate);
  }
  const exact = bigint(base) ** bigint(exponent);
  return integer(exact, base, exponent, "double");
}

function round(
  name: string,
  value: unknown,
  place: unknown = 0,
  mode: "even" | "zero",
): unknown {
  if (isMissing(value) || isMissing(place)) return null;
  const digits = Number(number(name, place, "Location51082"));
  if (!Number.isInteger(digits) || digits < -20 || digits > 100) {
    const message = `cannot apply ${name} with precision value ${place}`;
    throw new CommandError("Location51083", message);
  }
  return roundTo(number(name, value, "Location51081"), digits, mode);
}

function onNumber(
  name: string,
  calculate: (value: BsonNumber) => BsonNumber,
): ExpressionOperator {
  return onValues((value) =>
    isMissing(value) ? null : calculate(number(name, value, "Location28765")),
  );
}

/** A function of doubles; NaN is in every domain. */
function onDomain(
  name: string,
  calculate: (value: number) => number,
  isIn: (value: number) => boolean,
  code: CodeName,
): ExpressionOperator {
  return onNumber(name, (given) => {
    if (isDecimal(given)) {
      const message = `${name} of decimal128 is not supported`;
      throw new CommandError("NotImplemented", message);
    }
    const value = Number(given);
    refuseOutside(name, isIn(value) || Number.isNaN(value), code);
    return double(calculate(value));
  });
}

function isInUnit(value: number): boolean {
  return Math.abs(value) <= 1;
}

function refuseOutside(name: string, isInside: boolean, code: CodeName): void {
  if (isInside) return;
  throw new CommandError(code, `an argument of ${name} is out of its domain`);
}

function number(
  operator: string,
  value: unknown,
  code: CodeName = "TypeMismatch",
): BsonNumber {
  if (isNumber(value)) return value;
  throw unsupported(operator, "numeric types", value, code);
}

function refuseZero(value: BsonNumber, code: CodeName, message: string): void {
  if (Number(value) === 0) throw new CommandError(code, message);
}
