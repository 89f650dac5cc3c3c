import { NotFound } from "#commons/errors.ts";

export type Standard = { standard: string; prefix: string; length: number };

/** Each kind's standard, and the prefix under which the shop issues numbers. */
const standards: Record<string, Standard> = {
  book: { standard: "ISBN-13", prefix: "9798", length: 13 },
  cd: { standard: "UPC-A", prefix: "2", length: 12 },
  dvd: { standard: "EAN-13", prefix: "29", length: 13 },
  parcel: { standard: "GS1 SSCC", prefix: "029", length: 18 },
};

export const numberedKinds = Object.keys(standards);

/** The standard that numbers a kind of thing; throws NotFound. */
export function standardOf(kind: string): Standard {
  const standard = Object.hasOwn(standards, kind) && standards[kind];
  if (!standard) throw new NotFound(`There are no numbers for a ${kind}.`);
  return standard;
}

/** The n-th number: prefix, n, check digit. */
export function numberAt(n: number, { prefix, length }: Standard): string {
  const serial = String(n).padStart(length - prefix.length - 1, "0");
  const digits = prefix + serial;
  if (digits.length !== length - 1) {
    throw new RangeError(`There are no more numbers that begin ${prefix}.`);
  }
  return digits + checkDigit(digits);
}

/**
 * The last digit of an ISBN-13, UPC-A, EAN-13 or SSCC: from the right, digits
 * count three times and once in turn, and the sum ends in 0 (GS1 General
 * Specifications, section 7.9).
 */
export function checkDigit(digits: string): number {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10;
}
