export type Settings = {
  maxSpans: number;
  /** Of all spans together, in memory. */
  maxBytes: number;
  /** A larger span is rejected. */
  maxSpanBytes: number;
  /** Whether traces that share the lower 64 of 128 bits are different ones. */
  strictTraceId: boolean;
  /** Tags whose values a search form offers. */
  autocompleteKeys: string[];
  /** Origins of pages that may send and read spans (CORS); none by default. */
  allowedOrigins: string[];
};

/** The names in the environment are Zipkin's, except those of bytes. */
type Given = Record<
  | "MEM_MAX_SPANS"
  | "MEM_MAX_BYTES"
  | "MEM_MAX_SPAN_BYTES"
  | "STRICT_TRACE_ID"
  | "AUTOCOMPLETE_KEYS"
  | "ZIPKIN_QUERY_ALLOWED_ORIGINS",
  string
>;

/** Throws a RangeError that names the invalid setting. */
export function readSettings(given: Given): Settings {
  if (!["true", "false"].includes(given.STRICT_TRACE_ID)) {
    throw wrong("STRICT_TRACE_ID", "true or false", given.STRICT_TRACE_ID);
  }
  return {
    maxSpans: countIn(given, "MEM_MAX_SPANS"),
    maxBytes: countIn(given, "MEM_MAX_BYTES"),
    maxSpanBytes: countIn(given, "MEM_MAX_SPAN_BYTES"),
    strictTraceId: given.STRICT_TRACE_ID === "true",
    autocompleteKeys: listIn(given.AUTOCOMPLETE_KEYS),
    allowedOrigins: listIn(given.ZIPKIN_QUERY_ALLOWED_ORIGINS).map(toOrigin),
  };
}

/** As browsers send it: a final slash is not part of an origin. */
const toOrigin = (text: string) => text.replace(/\/$/, "");

const listIn = (text: string) =>
  text
    .split(",")
    .map((it) => it.trim())
    .filter(Boolean);

function countIn(given: Given, name: keyof Given): number {
  const count = Number(given[name]);
  if (Number.isInteger(count) && count > 0) return count;
  throw wrong(name, "a whole number above 0", given[name]);
}

function wrong(name: string, what: string, given: string) {
  return new RangeError(`${name} has to be ${what}, not "${given}".`);
}
