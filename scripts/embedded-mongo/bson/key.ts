import {
  type Binary,
  type BSONRegExp,
  Code,
  Double,
  Long,
  type ObjectId,
  type Timestamp,
} from "bson";
import type { Collation } from "./collation.ts";
import { type BsonNumber, type Exact, exactOf } from "./exact.ts";
import { typeOf } from "./types.ts";

/**
 * A text of bytes for a value, as MongoDB's KeyString: two texts are equal if
 * and only if the values are, and their order is that of the values. So one
 * text serves for hashing, sorting and as a key of an index; the texts of
 * several values can be joined. No text begins with the byte 255.
 */
export function keyOf(value: unknown, collation?: Collation): string {
  const { alias, order } = typeOf(value);
  return typeByte(order) + bodyOf(alias, value, collation);
}

/** The key of a field in descending order. */
export function inverted(key: string): string {
  let result = "";
  for (let i = 0; i < key.length; i++) {
    result += String.fromCharCode(255 - key.charCodeAt(i));
  }
  return result;
}

/** The key of an array without elements, which is less than null. */
export const emptyKey = "\x02";

/** What the keys of all values of a type begin with. */
export function typeByte(order: number): string {
  return String.fromCharCode(order === 0 ? 1 : order + 2);
}

/** The key of a text, as far as it goes: all keys of longer texts begin so. */
export function textPrefixKey(prefix: string): string {
  return typeByte(3) + escaped(prefix);
}

function bodyOf(alias: string, value: unknown, collation?: Collation): string {
  switch (alias) {
    case "string":
      return textKey(collation?.fold(value as string) ?? (value as string));
    case "missing":
    case "null":
    case "minKey":
    case "maxKey":
      return "";
    case "int":
      return `${doubleKey(Number(value))}\x00`;
    case "double":
    case "long":
    case "decimal":
      return numberKey(value as BsonNumber);
    case "object":
      return `${fieldsOf(value as object, collation)}\x00`;
    case "array":
      return `${(value as unknown[]).map((one) => keyOf(one, collation)).join("")}\x00`;
    case "binData":
      return binaryKey(value as Binary);
    case "objectId":
      return latin1((value as ObjectId).id);
    case "bool":
      return value ? "\x01" : "\x00";
    case "date":
      return doubleKey((value as Date).getTime());
    case "timestamp":
      return timestampKey(value as Timestamp);
    case "regex":
      return patternKey(value as BSONRegExp);
    default:
      return textKey(value instanceof Code ? value.code : String(value));
  }
}

/** Field by field: type, then name, then value. */
function fieldsOf(value: object, collation?: Collation): string {
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => {
      const { alias, order } = typeOf(field);
      return typeByte(order) + textKey(name) + bodyOf(alias, field, collation);
    })
    .join("");
}

/** The bytes of UTF-8 up to a zero; zeros and ones inside are two bytes. */
function textKey(text: string): string {
  return `${escaped(text)}\x00`;
}

function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is the range
  if (/^[\x02-\x7f]*$/.test(text)) return text;
  return latin1(Buffer.from(text))
    .replaceAll("\x01", "\x01\x02")
    .replaceAll("\x00", "\x01\x01");
}

const eight = Buffer.alloc(8);

/** Positive numbers with their sign set, negative ones with all bits turned. */
function doubleKey(value: number): string {
  if (Number.isNaN(value)) return "\x00\x01\0\0\0\0\0\0";
  eight.writeDoubleBE(value + 0);
  const negative = (eight[0] as number) >= 128;
  for (let i = 0; i < 8; i++) {
    const byte = eight[i] as number;
    eight[i] = negative ? 255 - byte : i === 0 ? byte + 128 : byte;
  }
  return eight.toString("latin1");
}

/** The greatest double that is not greater, and the rest of the number. */
function numberKey(value: BsonNumber): string {
  const number = Number(value);
  const isDouble = typeof value === "number" || value instanceof Double;
  const isExact = value instanceof Long && Number.isSafeInteger(number);
  const exact = isDouble || isExact ? undefined : exactOf(value);
  if (!exact) return `${doubleKey(number)}\x00`;
  const floor = floorOf(exact, number);
  const rest = difference(exact, exactOf(floor) as Exact);
  if (rest.digits === 0n) return `${doubleKey(floor)}\x00`;
  return `${doubleKey(floor)}\x01${fraction(rest)}\x00`;
}

function floorOf(exact: Exact, nearest: number): number {
  if (nearest === Infinity) return Number.MAX_VALUE;
  if (nearest === -Infinity) return -Number.MAX_VALUE;
  const isAbove = difference(exact, exactOf(nearest) as Exact).digits < 0n;
  return isAbove ? doubleBelow(nearest) : nearest;
}

function doubleBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  eight.writeDoubleBE(value);
  const bits = eight.readBigInt64BE();
  eight.writeBigInt64BE(value > 0 ? bits - 1n : bits + 1n);
  return eight.readDoubleBE();
}

function difference(left: Exact, right: Exact): Exact {
  const exponent = Math.min(left.exponent, right.exponent);
  const scaled = ({ digits, exponent: own }: Exact) =>
    digits * 10n ** BigInt(own - exponent);
  return { digits: scaled(left) - scaled(right), exponent };
}

/** The place of the first digit in five characters, then the digits. */
function fraction({ digits, exponent }: Exact): string {
  const places = String(digits).length + exponent;
  return `${places + 20_000}${String(digits).replace(/0+$/, "")}`;
}

function binaryKey(binary: Binary): string {
  const bytes = binary.value();
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  const subtype = String.fromCharCode(binary.sub_type);
  return latin1(length) + subtype + latin1(bytes);
}

function timestampKey(value: Timestamp): string {
  eight.writeBigUInt64BE(BigInt.asUintN(64, value.toBigInt()));
  return eight.toString("latin1");
}

function patternKey({ pattern, options }: BSONRegExp): string {
  return textKey(pattern) + textKey(options);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(
    "latin1",
  );
}
