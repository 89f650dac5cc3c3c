import { type Document, isDocument, isLong, plain } from "../bson/document.ts";
import { typeOf } from "../bson/types.ts";
import { CommandError } from "../errors.ts";

/** A whole number that is not negative; undefined if it is not given. */
export function countIn(body: Document, field: string): number | undefined {
  const value = plain(body[field]);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number") throw wrongType(field, value, "number");
  if (value >= 0) return Math.trunc(value);
  throw new CommandError(
    "BadValue",
    `BSON field '${field}' value must be >= 0, actual value '${value}'`,
  );
}

export function documentIn(body: Document, field: string): Document {
  const value = body[field];
  if (value === undefined || value === null) return {};
  if (isDocument(value)) return value;
  throw wrongType(field, value, "object");
}

export function listIn(body: Document, field: string): unknown[] {
  const value = body[field];
  if (Array.isArray(value)) return value;
  throw wrongType(field, value, "array");
}

/** The number of a cursor, as a text: it may be larger than 2^53. */
export function cursorIdIn(body: Document, field: string): string {
  const value = body[field];
  if (isLong(value)) return value.toString();
  throw wrongType(field, value, "long");
}

/** A list of documents, which the command cannot do without. */
export function documentsIn(body: Document, field: string): Document[] {
  const value = body[field];
  if (value === undefined) {
    throw new CommandError(
      "Location40414",
      `BSON field '${field}' is missing but a required field`,
    );
  }
  const items = listIn(body, field);
  const other = items.find((item) => !isDocument(item));
  if (other !== undefined) throw wrongType(field, other, "object");
  return items as Document[];
}

/** The collection's name, which is the value of the command's own field. */
export function collectionIn(body: Document): string {
  const [name] = Object.values(body);
  if (typeof name === "string") return name;
  throw new CommandError(
    "InvalidNamespace",
    `collection name has invalid type ${typeOf(name).alias}`,
  );
}

export function textIn(body: Document, field: string): string {
  const value = body[field];
  if (typeof value === "string") return value;
  throw wrongType(field, value, "string");
}

/** As in MongoDB, a number other than 0 is true, too. */
export function flagIn(body: Document, field: string): boolean {
  return Boolean(plain(body[field]));
}

function wrongType(
  field: string,
  value: unknown,
  expected: string,
): CommandError {
  return new CommandError(
    "TypeMismatch",
    `BSON field '${field}' is the wrong type '${typeOf(value).alias}', ` +
      `expected type '${expected}'`,
  );
}
