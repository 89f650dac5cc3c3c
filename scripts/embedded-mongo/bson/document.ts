import {
  BSONRegExp,
  calculateObjectSize,
  Double,
  deserialize,
  Int32,
  Long,
  serialize,
  Timestamp,
} from "bson";
import { CommandError } from "../errors.ts";

/** A document whose numbers and patterns keep their BSON types. */
export type Document = Record<string, unknown>;

export const maxDocumentBytes = 16 * 1024 * 1024;

/** Reads one document, in which an int32 5 differs from a double 5. */
export function decode(bytes: Uint8Array): Document {
  return deserialize(bytes, { promoteValues: false, bsonRegExp: true });
}

export function encode(document: Document): Uint8Array {
  return serialize(document, { ignoreUndefined: true });
}

export function sizeOf(document: Document): number {
  return calculateObjectSize(document, { ignoreUndefined: true });
}

/** A copy that shares nothing with the original. */
export function clone(document: Document): Document {
  return decode(encode(document));
}

/** True for an embedded document: no array, no value of another BSON type. */
export function isDocument(value: unknown): value is Document {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype
  );
}

/** A copy with JavaScript's own numbers and patterns, as mingo expects them. */
export function plain(value: unknown): unknown {
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (isLong(value)) return plainLong(value);
  if (value instanceof BSONRegExp) return plainPattern(value);
  if (value instanceof Date) return new Date(value);
  if (Array.isArray(value)) return value.map(plain);
  return isDocument(value) ? plainDocument(value) : value;
}

export function plainDocument(document: Document): Document {
  const entries = Object.entries(document);
  return Object.fromEntries(entries.map(([key, value]) => [key, plain(value)]));
}

/** A timestamp is an instance of Long, too. */
export function isLong(value: unknown): value is Long {
  return value instanceof Long && !(value instanceof Timestamp);
}

/** Beyond 2^53 only the Long itself is exact. */
function plainLong(value: Long): number | Long {
  const number = value.toNumber();
  return Number.isSafeInteger(number) ? number : value;
}

function plainPattern({ pattern, options }: BSONRegExp): RegExp {
  return toPattern(pattern, options);
}

/** Compiles a pattern; JavaScript knows PCRE's options i, m and s. */
export function toPattern(pattern: string, options: string): RegExp {
  if (!/^[imsu]*$/.test(options)) {
    throw new CommandError(
      "Location51108",
      `invalid flag in regex options: ${options}`,
    );
  }
  try {
    return new RegExp(pattern, options);
  } catch (error) {
    const reason = (error as Error).message;
    throw new CommandError(
      "Location51091",
      `Regular expression is invalid: ${reason}`,
    );
  }
}
