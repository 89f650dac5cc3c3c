import { Binary, Long, Timestamp } from "bson";
import { isDocument, sizeOf } from "../bson/document.ts";
import { isNumber } from "../bson/numbers.ts";
import { type CodeName, CommandError } from "../errors.ts";
import {
  type ExpressionOperator,
  isMissing,
  onValues,
  unsupported,
} from "./operands.ts";

/** Operators of texts and of bytes that mingo does not have, or gets wrong. */
export const strings: Record<string, ExpressionOperator> = {
  /** MongoDB changes letters of ASCII only. */
  $toUpper: onValues((value) =>
    textIn("$toUpper", value).replace(/[a-z]+/g, (it) => it.toUpperCase()),
  ),
  $toLower: onValues((value) =>
    textIn("$toLower", value).replace(/[A-Z]+/g, (it) => it.toLowerCase()),
  ),
  $split: onValues((text, separator) => {
    if (isMissing(text) || isMissing(separator)) return null;
    if (typeof text !== "string") {
      throw unsupported("$split", "strings", text, "Location40085");
    }
    if (typeof separator !== "string") {
      throw unsupported("$split", "strings", separator, "Location40086");
    }
    if (separator !== "") return text.split(separator);
    throw unsupported("$split", "separators", separator, "Location40087");
  }),
  $strcasecmp: onValues((left, right) => {
    const [a, b] = [left, right].map((it) =>
      textIn("$strcasecmp", it).toUpperCase(),
    ) as [string, string];
    return a < b ? -1 : Number(a > b);
  }),
  $substr: onValues(bytesOf),
  $substrBytes: onValues(bytesOf),
  $substrCP: onValues((text, start, length) => {
    const points = [...textIn("$substrCP", text)];
    const from = wholeIn("$substrCP", start, "Location34451");
    const count = wholeIn("$substrCP", length, "Location34454");
    return points.slice(from, from + count).join("");
  }),
  $indexOfBytes: indexIn("$indexOfBytes", Buffer.byteLength),
  $indexOfCP: indexIn("$indexOfCP", (text) => [...text].length),
  $binarySize: onValues((value) => {
    if (isMissing(value)) return null;
    if (typeof value === "string") return Buffer.byteLength(value);
    if (value instanceof Binary) return value.length();
    throw unsupported("$binarySize", "strings", value, "Location51276");
  }),
  $bsonSize: onValues((value) => {
    if (isMissing(value)) return null;
    if (isDocument(value)) return sizeOf(value);
    throw unsupported("$bsonSize", "objects", value, "Location31393");
  }),
  $tsSecond: onTimestamp("$tsSecond", ({ t }) => t),
  $tsIncrement: onTimestamp("$tsIncrement", ({ i }) => i),
};

/** Null is an empty text; numbers and dates are written as text. */
function textIn(name: string, value: unknown): string {
  if (isMissing(value)) return "";
  if (typeof value === "string") return value;
  if (value instanceof Date) return value.toISOString();
  if (isNumber(value)) return String(value);
  throw unsupported(name, "texts", value, "Location16007");
}

/** A negative length stands for the rest of the text. */
function bytesOf(text: unknown, start: unknown, length: unknown): string {
  const bytes = Buffer.from(textIn("$substrBytes", text));
  const from = wholeIn("$substrBytes", start, "Location50752");
  const end = Number(length) < 0 ? bytes.length : from + Number(length);
  refuseInside(bytes, from, "Location28656");
  refuseInside(bytes, end, "Location28657");
  return bytes.toString("utf8", from, end);
}

function wholeIn(name: string, value: unknown, code: CodeName): number {
  const whole = isNumber(value) ? Math.trunc(Number(value)) : -1;
  if (whole >= 0) return whole;
  throw unsupported(name, "numbers from 0", value, code);
}

function refuseInside(bytes: Buffer, at: number, code: CodeName): void {
  if (((bytes[at] ?? 0) & 0xc0) !== 0x80) return;
  throw new CommandError(code, "Invalid range: it ends inside a character");
}

/** The place of a part between two others, in a measure of length. */
function indexIn(
  name: string,
  lengthOf: (text: string) => number,
): ExpressionOperator {
  return onValues((text, part, start = 0, end = Infinity) => {
    if (isMissing(text)) return null;
    if (typeof text !== "string" || typeof part !== "string") {
      throw unsupported(name, "strings", text, "Location40091");
    }
    const [from, to] = [start, end].map((place) => Number(place));
    if (!(Number(from) >= 0 && Number(to) >= 0)) {
      throw unsupported(name, "places from 0", start, "Location40097");
    }
    let at = text.indexOf(part);
    while (at >= 0 && lengthOf(text.slice(0, at)) < Number(from)) {
      at = text.indexOf(part, at + 1);
    }
    if (at < 0) return -1;
    const found = lengthOf(text.slice(0, at));
    return found + lengthOf(part) <= Number(to) ? found : -1;
  });
}

function onTimestamp(
  name: string,
  part: (timestamp: Timestamp) => number,
): ExpressionOperator {
  return onValues((value) => {
    if (isMissing(value)) return null;
    if (value instanceof Timestamp) return Long.fromNumber(part(value));
    throw unsupported(name, "timestamps", value, "Location5687301");
  });
}
