import { isUtf8 } from "node:buffer";
import { Invalid, UnsupportedType } from "#commons/errors.ts";
import { readSpan } from "./sent-span.ts";
import { Malformed } from "./sent-values.ts";
import type { Span } from "./span.ts";

type FieldError = { field: string; message: string };

/** The valid spans of a batch, and why the first of the others are not. */
export type SpanBatch = {
  spans: Span[];
  rejected: number;
  errors: FieldError[];
};

const maxLength = 100_000;
const maxErrors = 100;

/** The spans of version 2 in an item of a list. Throws Malformed. */
export type ToVersion2 = (item: unknown) => unknown[];

/** Reads a list of spans. Throws Invalid if the body is no list in JSON. */
export function readSpans(
  body: Buffer,
  maxBytes: number,
  toVersion2?: ToVersion2,
): SpanBatch {
  const list = parseList(body);
  const batch: SpanBatch = { spans: [], rejected: 0, errors: [] };
  for (let i = 0; i < list.length; i++) {
    try {
      if (!toVersion2) batch.spans.push(readSpan(list[i], maxBytes));
      else {
        const parts = toVersion2(list[i]);
        batch.spans.push(...parts.map((part) => readSpan(part, maxBytes)));
      }
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      batch.rejected++;
      if (batch.errors.length < maxErrors) batch.errors.push(errorAt(i, error));
    }
  }
  return batch;
}

function errorAt(i: number, { field, message }: Malformed): FieldError {
  return { field: field ? `${i}.${field}` : `${i}`, message };
}

/** The first bytes of a list in protobuf and in Thrift. */
const binary = new Map([
  [0x0a, "protobuf"],
  [0x0c, "Thrift"],
]);

function parseList(body: Buffer): unknown[] {
  const list = parseJson(body);
  if (!Array.isArray(list)) {
    throw new Invalid("The body must be a list of spans.");
  }
  if (list.length <= maxLength) return list;
  throw new Invalid(`A list may have at most ${maxLength} spans.`);
}

function parseJson(body: Buffer): unknown {
  try {
    if (isUtf8(body)) return JSON.parse(body.toString());
  } catch (cause) {
    refuseBinary(body);
    const { message } = cause as Error;
    throw new Invalid(`Not a list of spans in JSON: ${message}`, { cause });
  }
  refuseBinary(body);
  throw new Invalid("The body must be encoded in UTF-8.");
}

/** Reporters of protobuf do not all name its type. */
function refuseBinary([first = 0]: Buffer) {
  const format = binary.get(first);
  if (!format) return;
  throw new UnsupportedType(
    `Send spans as application/json; these look like ${format}.`,
  );
}
