import { Long } from "bson";
import { decimalOf, toDecimal } from "./decimal.ts";
import { double } from "./document.ts";
import { aligned, type BsonNumber, type Exact, exactOf } from "./exact.ts";
import { integer, isDecimal, isDouble } from "./numbers.ts";

/** The direction of rounding; "even" rounds a tie to the even neighbour. */
type Rounding = "even" | "zero" | "up" | "down";

/** Rounds to 10^-place; the type of the number remains. */
export function roundTo(
  value: BsonNumber,
  place: number,
  mode: Rounding,
): BsonNumber {
  const exact = exactOf(value);
  if (!exact) return value;
  const rounded = roundExact(exact, -place, mode);
  if (isDecimal(value)) return decimalOf(rounded);
  if (isDouble(value)) {
    return double(Number(`${rounded.digits}E${rounded.exponent}`));
  }
  const whole = rounded.digits * 10n ** BigInt(Math.max(0, rounded.exponent));
  return integer(whole, value, value, "double");
}

/** The remainder of a division of decimals, with the sign of the dividend. */
export function remainder(left: BsonNumber, right: BsonNumber): BsonNumber {
  const dividend = exactOf(toDecimal(left));
  const divisor = exactOf(toDecimal(right));
  if (!dividend || !divisor) return toDecimal(Number(left) % Number(right));
  const [a, b, exponent] = aligned(dividend, divisor);
  return decimalOf({ digits: a % b, exponent });
}

/** An int64 that is the whole part of a number; undefined if it is too large. */
export function wholeLong(value: BsonNumber): Long | undefined {
  const exact = exactOf(value);
  if (!exact) return undefined;
  const { digits, exponent } = roundExact(exact, 0, "zero");
  if (exponent > 20) return undefined;
  const whole = digits * 10n ** BigInt(exponent);
  return BigInt.asIntN(64, whole) === whole
    ? Long.fromBigInt(whole)
    : undefined;
}

function roundExact(value: Exact, exponent: number, mode: Rounding): Exact {
  if (value.exponent >= exponent) return value;
  const unit = 10n ** BigInt(exponent - value.exponent);
  const quotient = value.digits / unit;
  const rest = value.digits % unit;
  return { digits: quotient + step(quotient, rest, unit, mode), exponent };
}

/** The correction of a quotient that was rounded towards zero. */
function step(quotient: bigint, rest: bigint, unit: bigint, mode: Rounding) {
  const away = rest < 0n ? -1n : 1n;
  if (rest === 0n || mode === "zero") return 0n;
  if (mode === "up") return rest > 0n ? 1n : 0n;
  if (mode === "down") return rest < 0n ? -1n : 0n;
  const twice = rest * away * 2n;
  if (twice === unit) return quotient % 2n === 0n ? 0n : away;
  return twice > unit ? away : 0n;
}
