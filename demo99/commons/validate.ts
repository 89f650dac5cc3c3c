import * as z from "zod";
import { Invalid } from "#commons/errors.ts";

type Issue = z.core.$ZodIssue;

/** The input as the schema describes it; throws Invalid naming every bad field. */
export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;

  const byField = new Map<string, string>();
  for (const [field, message] of result.error.issues.flatMap(complaints)) {
    if (!byField.has(field)) byField.set(field, message);
  }
  const errors = [...byField].map(([field, message]) => ({ field, message }));
  const names = errors.map((error) => error.field).join(", ");
  throw new Invalid(`Not acceptable: ${names}.`, { members: { errors } });
}

function complaints(issue: Issue): [field: string, message: string][] {
  const path = issue.path.map(String);
  if (issue.code !== "unrecognized_keys") {
    return [[path.join(".") || "body", sentence(issue.message)]];
  }
  return issue.keys.map((key) => [[...path, key].join("."), "is not known"]);
}

/** For a missing field, Zod names the type that it expected. */
function sentence(message: string): string {
  return message.endsWith("received undefined") ? "is required" : message;
}

/**
 * Text without NUL, which ends a string in BSON's patterns and keys, and
 * without halves of characters, which no encoding of Unicode can store.
 */
export const anyText = (maxLength = 200) =>
  z
    .string()
    .trim()
    .max(
      maxLength,
      `must have at most ${maxLength.toLocaleString("en")} characters`,
    )
    .regex(/^[^\0\p{Cs}]*$/u, "must not contain NUL or half a character");

/** Text that is not empty. */
export const text = (maxLength = 200) =>
  anyText(maxLength).min(1, "must not be empty");

/** Text of one line: without control characters and line separators. */
export const line = (maxLength = 200) =>
  text(maxLength).regex(/^[^\p{Cc}\u2028\u2029]*$/u, "must be one line");

/** Text of several lines, without other control characters. */
export const lines = (maxLength: number) =>
  text(maxLength).regex(
    /^[\P{Cc}\t\r\n]*$/u,
    "must not contain control characters",
  );

/** Shown to others: can be seen, and leaves the direction of text alone. */
export const visible = (schema: z.ZodString) =>
  schema
    .regex(/[^\p{Cc}\p{Cf}\p{Z}\p{DI}]/u, "must have a visible character")
    .regex(
      /^[^\u202A-\u202E\u2066-\u2069]*$/u,
      "must not change the direction of text",
    );

const mailbox =
  /^[^\s@\p{C}"(),:;<>[\\\]]+@[^\s@.\p{C}"(),:;<>[\\\]]+(\.[^\s@.\p{C}"(),:;<>[\\\]]+)+$/u;

/** The form in which two spellings of one e-mail address are equal. */
export function foldEmail(email: string): string {
  return email.normalize("NFKC").toLowerCase().normalize("NFKC");
}

/** An e-mail address; also its normal form must be one. */
export const emailAddress = z
  .string()
  .max(254)
  .refine(
    (email) => mailbox.test(email) && mailbox.test(foldEmail(email)),
    "must be an e-mail address",
  );

/** The number of an item: an ISBN-13, EAN-13 or UPC-A. */
export const itemNumber = z
  .string()
  .regex(/^\d{12,13}$/, "must be 12 or 13 digits");

/** Numbers of items, separated by commas. */
export const itemNumbers = (max: number) =>
  z
    .string()
    .transform((list) => list.split(","))
    .pipe(z.array(itemNumber).max(max));

/** The size of a page. */
export const limit = z
  .string()
  .regex(/^\d+$/, "must be a whole number")
  .transform(Number)
  .pipe(z.int().min(1).max(100))
  .default(20);

/** A key that a client chooses, such as the id of a cart. */
export const clientKey = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/,
    "must be 1 to 64 of A-Z a-z 0-9 - _",
  );

/** Keys, separated by commas. */
export const clientKeys = (max: number) =>
  z
    .string()
    .transform((list) => list.split(","))
    .pipe(z.array(clientKey).max(max));

export const maxQuantity = 1_000;

/** The quantity of an item in a cart, from 1. */
export const quantity = z.int().min(1).max(maxQuantity);
