import * as z from "zod";
import { Malformed } from "./sent-values.ts";

/** 64 or 128 bits in hexadecimal digits; leading zeros may be missing. */
export function readTraceId(input: unknown): string {
  const id = hex(input, "traceId", 32);
  const [zeros = ""] = /^0*/.exec(id) ?? [];
  if (zeros.length === id.length) throw new Malformed("traceId", "is zero");
  const significant = id.length - zeros.length;
  const digits = significant > 16 ? 32 : 16;
  return id.length > digits ? id.slice(-digits) : id.padStart(digits, "0");
}

export function readSpanId(input: unknown): string {
  const id = hex(input, "id", 16);
  if (/^0+$/.test(id)) throw new Malformed("id", "is zero");
  return id.padStart(16, "0");
}

/** Some clients send a parent of zeros for a root. */
export function readParentId(input: unknown): string | undefined {
  if (input == null) return undefined;
  const id = hex(input, "parentId", 16);
  return /^0+$/.test(id) ? undefined : id.padStart(16, "0");
}

const hexDigits = /^[0-9a-f]+$/;

function hex(input: unknown, field: string, maxLength: number): string {
  const isHex = typeof input === "string" && hexDigits.test(input);
  if (isHex && input.length <= maxLength) return input;
  const isMissing = input === undefined;
  throw new Malformed(
    field,
    isMissing ? "is required" : `must be 1 to ${maxLength} of 0-9 a-f`,
  );
}

/** A trace id in a query. */
export const traceId = z.string().transform((id, context) => {
  try {
    return readTraceId(id);
  } catch (error) {
    context.addIssue((error as Error).message);
    return z.NEVER;
  }
});

/**
 * The common part of the ids of a trace when a client of 64 bits has cut the
 * other half off.
 */
export const lowerHalf = (id: string): string =>
  id.length > 16 ? id.slice(-16) : id;
