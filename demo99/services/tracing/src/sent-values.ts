export type Fields = Record<string, unknown>;

/** A field of a span that cannot be read. */
export class Malformed extends Error {
  readonly field: string;

  constructor(field: string, reason: string) {
    super(reason);
    this.field = field;
  }
}

export function object(input: unknown, field: string): Fields {
  if (input instanceof Object && !Array.isArray(input)) return input as Fields;
  throw new Malformed(field, "must be an object");
}

/** Some clients write numbers and truth values where text belongs. */
export function text(input: unknown, field: string, key?: string): string {
  if (typeof input === "string") return input;
  if (typeof input === "number" || typeof input === "boolean") {
    return String(input);
  }
  throw new Malformed(
    key === undefined ? field : `${field}.${key}`,
    "must be text",
  );
}

export function optionalText(input: unknown, field: string) {
  return input == null ? undefined : text(input, field);
}

export function flag(input: unknown, field: string): boolean {
  if (input == null || input === false) return false;
  if (input === true) return true;
  throw new Malformed(field, "must be true or false");
}

/** Some clients write a number of microseconds as text. */
export function microseconds(input: unknown, field: string): number {
  if (Number.isSafeInteger(input)) return input as number;
  if (typeof input === "string" && /^-?\d{1,15}$|^\d{16}$/.test(input)) {
    return Number(input);
  }
  throw new Malformed(field, "must be a number of microseconds");
}

/** Undefined for what is missing, 0 or less. */
export function positive(input: unknown, field: string): number | undefined {
  if (input == null) return undefined;
  const number = microseconds(input, field);
  return number > 0 ? number : undefined;
}
