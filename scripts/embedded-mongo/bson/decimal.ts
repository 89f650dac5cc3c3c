import { Decimal128, Long } from "bson";
import { aligned, type BsonNumber, type Exact, exactOf } from "./exact.ts";

const precision = 34;
const maxPlaces = 6145;
const minExponent = -6176;

/** A decimal128; of a double, 15 digits count, as MongoDB converts it. */
export function toDecimal(value: BsonNumber): Decimal128 {
  if (value instanceof Decimal128) return value;
  if (value instanceof Long) return Decimal128.fromString(String(value));
  const number = Number(value);
  const isInt = typeof value === "number" && value === (value | 0);
  const text =
    isInt || number === 0 || !Number.isFinite(number)
      ? String(number)
      : number.toPrecision(15);
  return Decimal128.fromString(text);
}

export function addDecimals(left: BsonNumber, right: BsonNumber): Decimal128 {
  return combine(left, right, Number(left) + Number(right), (a, b) => {
    const [first, second, exponent] = aligned(a, b);
    return { digits: first + second, exponent };
  });
}

export function multiplyDecimals(
  left: BsonNumber,
  right: BsonNumber,
): Decimal128 {
  return combine(left, right, Number(left) * Number(right), (a, b) => ({
    digits: a.digits * b.digits,
    exponent: a.exponent + b.exponent,
  }));
}

/** The quotient to 34 digits, without zeros that the operands do not have. */
export function divideDecimals(
  left: BsonNumber,
  right: BsonNumber,
): Decimal128 {
  return combine(left, right, Number(left) / Number(right), (a, b) => {
    if (b.digits === 0n) return undefined;
    const ideal = a.exponent - b.exponent;
    const shift = String(b.digits).length + precision + 1;
    const scaled = a.digits * 10n ** BigInt(shift);
    const quotient = scaled / b.digits;
    const inexact = scaled % b.digits !== 0n;
    // A further digit stands for the remainder when the result is rounded.
    if (inexact) {
      return { digits: quotient * 10n + 1n, exponent: ideal - shift - 1 };
    }
    return withExponentUpTo(ideal, {
      digits: quotient,
      exponent: ideal - shift,
    });
  });
}

/** Rounds half to even, to the 34 digits that a decimal128 has. */
export function decimalOf({ digits, exponent }: Exact): Decimal128 {
  const sign = digits < 0n ? "-" : "";
  const places = String(digits).length - sign.length + exponent;
  if (digits !== 0n && places > maxPlaces) {
    return Decimal128.fromString(`${sign}Infinity`);
  }
  if (places < minExponent) return Decimal128.fromString(`0E${minExponent}`);
  return Decimal128.fromStringWithRounding(`${digits}E${exponent}`);
}

/** NaN, infinities and divisions by zero have the result of doubles. */
function combine(
  left: BsonNumber,
  right: BsonNumber,
  special: number,
  calculate: (left: Exact, right: Exact) => Exact | undefined,
): Decimal128 {
  const exactLeft = exactOf(toDecimal(left));
  const exactRight = exactOf(toDecimal(right));
  const result = exactLeft && exactRight && calculate(exactLeft, exactRight);
  return result ? decimalOf(result) : Decimal128.fromString(String(special));
}

function withExponentUpTo(ideal: number, value: Exact): Exact {
  let { digits, exponent } = value;
  while (exponent < ideal && digits % 10n === 0n) {
    digits /= 10n;
    exponent++;
  }
  return { digits, exponent };
}
