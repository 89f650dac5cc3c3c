import {
  BSONRegExp,
  calculateObjectSize,
  DBRef,
  Double,
  deserialize,
  Int32,
  Long,
  serialize,
  Timestamp,
} from "bson";

/**
 * A document as this server keeps it. A JavaScript number is an int32 where
 * it is a whole number in that range, otherwise a double; a double that would
 * be taken for an int32 is a Double. Other types are the driver's classes.
 */
export type Document = Record<string, unknown>;

export const maxDocumentBytes = 16 * 1024 * 1024;

/** Reads one document, in which an int32 5 differs from a double 5. */
export function decode(bytes: Uint8Array): Document {
  const typed = { promoteValues: false, bsonRegExp: true };
  return compactFields(deserialize(bytes, typed));
}

export function encode(document: Document): Uint8Array {
  return serialize(document, { ignoreUndefined: true });
}

export function sizeOf(document: Document): number {
  return calculateObjectSize(document, { ignoreUndefined: true });
}

/** A double, in the representation described at `Document`. */
export function double(value: number): number | Double {
  return value === (value | 0) ? new Double(value) : value;
}

/** Replaces the classes for numbers by numbers, in place. */
function compactFields(document: Document): Document {
  for (const name of Object.keys(document)) {
    const value = document[name];
    if (typeof value === "object") document[name] = compact(value);
  }
  return document;
}

function compact(value: unknown): unknown {
  if (value instanceof Int32) return value.value;
  if (value instanceof Double) return double(value.value);
  if (Array.isArray(value)) return value.map(compact);
  if (isDocument(value)) return compactFields(value);
  if (value instanceof DBRef) return documentOf(value);
  return value;
}

/** A reference is an embedded document like any other. */
function documentOf({ collection, oid, db, fields }: DBRef): Document {
  const database = db === undefined ? {} : { $db: db };
  return compactFields({ $ref: collection, $id: oid, ...database, ...fields });
}

/** A copy that shares no array and no embedded document with the original. */
export function clone<T>(value: T): T {
  if (Array.isArray(value)) return value.map(clone) as T;
  if (!isDocument(value)) return value;
  const copy: Document = {};
  for (const name of Object.keys(value)) put(copy, name, clone(value[name]));
  return copy as T;
}

/** An own field, also if it is named __proto__. */
function put(document: Document, name: string, value: unknown): void {
  if (name !== "__proto__") document[name] = value;
  else {
    Object.defineProperty(document, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
}

/** True for an embedded document: no array, no value of another BSON type. */
export function isDocument(value: unknown): value is Document {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype
  );
}

/** The JavaScript number for a number; a long beyond 2^53 stays a Long. */
export function plainNumber(value: unknown): unknown {
  if (value instanceof Double || value instanceof Int32) return value.value;
  return isLong(value) ? plainLong(value) : value;
}

/** A copy in which numbers are JavaScript's, for options and specifications. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return isDocument(value) ? plainDocument(value) : plainNumber(value);
}

export function plainDocument(document: Document): Document {
  const entries = Object.entries(document);
  return Object.fromEntries(entries.map(([key, value]) => [key, plain(value)]));
}

/** A timestamp is an instance of Long, too. */
export function isLong(value: unknown): value is Long {
  return value instanceof Long && !(value instanceof Timestamp);
}

export function isPattern(value: unknown): value is BSONRegExp {
  return value instanceof BSONRegExp;
}

/** Beyond 2^53 only the Long itself is exact. */
function plainLong(value: Long): number | Long {
  const number = value.toNumber();
  return Number.isSafeInteger(number) ? number : value;
}
