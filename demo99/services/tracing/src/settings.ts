export type Settings = {
  /** So many spans are kept. */
  maxSpans: number;
  /** Whether traces that share the lower 64 of 128 bits are different ones. */
  strictTraceId: boolean;
  /** Tags whose values are offered to whoever searches. */
  autocompleteKeys: string[];
};

/** As they are called in the environment, and by Zipkin. */
type Given = Record<
  "MEM_MAX_SPANS" | "STRICT_TRACE_ID" | "AUTOCOMPLETE_KEYS",
  string
>;

/** Throws a RangeError that names the setting which cannot be understood. */
export function readSettings(given: Given): Settings {
  const maxSpans = Number(given.MEM_MAX_SPANS);
  if (!(Number.isInteger(maxSpans) && maxSpans > 0)) {
    throw wrong("MEM_MAX_SPANS", "a whole number above 0", given.MEM_MAX_SPANS);
  }
  if (!["true", "false"].includes(given.STRICT_TRACE_ID)) {
    throw wrong("STRICT_TRACE_ID", "true or false", given.STRICT_TRACE_ID);
  }
  return {
    maxSpans,
    strictTraceId: given.STRICT_TRACE_ID === "true",
    autocompleteKeys: given.AUTOCOMPLETE_KEYS.split(",").filter(Boolean),
  };
}

function wrong(name: string, what: string, given: string) {
  return new RangeError(`${name} has to be ${what}, not "${given}".`);
}
