import { BSONRegExp, Decimal128, ObjectId } from "bson";
import { isDocument, plain } from "./document.ts";

/** Writes a value the way MongoDB's error messages do. */
export function shell(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof Decimal128) return `Decimal128('${value}')`;
  if (value instanceof BSONRegExp) return `/${value.pattern}/${value.options}`;
  if (Array.isArray(value)) return `[ ${value.map(shell).join(", ")} ]`;
  if (isDocument(value)) return shellDocument(value);
  return String(plain(value));
}

function shellDocument(document: Record<string, unknown>): string {
  const fields = Object.entries(document);
  if (fields.length === 0) return "{}";
  return `{ ${fields.map(([k, v]) => `${k}: ${shell(v)}`).join(", ")} }`;
}
