import { isUtf8 } from "node:buffer";
import { Invalid } from "#commons/errors.ts";
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

/** Reads a list of spans. Throws Invalid if the body is no list in JSON. */
export function readSpans(body: Buffer, maxBytes: number): SpanBatch {
  const list = parseList(body);
  const batch: SpanBatch = { spans: [], rejected: 0, errors: [] };
  for (let i = 0; i < list.length; i++) {
    try {
      batch.spans.push(readSpan(list[i], maxBytes));
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

function parseList(body: Buffer): unknown[] {
  if (!isUtf8(body)) throw new Invalid("The body must be encoded in UTF-8.");
  const list = parseJson(body.toString());
  if (!Array.isArray(list)) {
    throw new Invalid("The body must be a list of spans.");
  }
  if (list.length <= maxLength) return list;
  throw new Invalid(`A list may have at most ${maxLength} spans.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { message } = cause as Error;
    throw new Invalid(`Not a list of spans in JSON: ${message}`, { cause });
  }
}
