import { Decimal128, type Double, Long } from "bson";

/** A finite number without loss: digits * 10^exponent. */
export type Exact = { digits: bigint; exponent: number };

/** Any number of the representation described at `Document`. */
export type BsonNumber = number | Double | Long | Decimal128;

/** The exact value of a number; undefined for NaN and the infinities. */
export function exactOf(value: BsonNumber): Exact | undefined {
  if (value instanceof Decimal128) return parseExact(value.toString());
  if (value instanceof Long) return { digits: value.toBigInt(), exponent: 0 };
  const number = Number(value);
  return Number.isFinite(number) ? exactDouble(number) : undefined;
}

/** Reads "-12.50E+3" as -1250 * 10^1; undefined if it is no such number. */
export function parseExact(text: string): Exact | undefined {
  const match = /^([+-]?\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  const [, whole = "", fraction = "", exponent = "0"] = match ?? [];
  if (!match || !/\d/.test(whole + fraction)) return undefined;
  const digits = BigInt(unsigned(whole) + fraction);
  return {
    digits: whole.startsWith("-") ? -digits : digits,
    exponent: Number(exponent) - fraction.length,
  };
}

export function compareExact(left: Exact, right: Exact): number {
  const sign = signOf(left.digits) - signOf(right.digits);
  if (sign !== 0 || left.digits === 0n) return sign;
  const larger = magnitude(left) - magnitude(right);
  if (larger !== 0) return left.digits < 0n ? -larger : larger;
  const [a, b] = aligned(left, right);
  return signOf(a - b);
}

/** The digits of two numbers with one exponent, the smaller of theirs. */
export function aligned(left: Exact, right: Exact): [bigint, bigint, number] {
  const exponent = Math.min(left.exponent, right.exponent);
  const scaled = ({ digits, exponent: own }: Exact) =>
    digits * 10n ** BigInt(own - exponent);
  return [scaled(left), scaled(right), exponent];
}

function exactDouble(value: number): Exact {
  let whole = value;
  let halvings = 0;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    halvings++;
  }
  return {
    digits: BigInt(whole) * 5n ** BigInt(halvings),
    exponent: -halvings,
  };
}

function unsigned(whole: string): string {
  return whole.replace(/^[+-]/, "") || "0";
}

/** The place of the first digit. */
function magnitude({ digits, exponent }: Exact): number {
  return unsigned(String(digits)).length + exponent;
}

function signOf(value: bigint): number {
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}
