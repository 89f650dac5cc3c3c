import type { Kind } from "../../../store-client.ts";
import type { AnyFields } from "../items.ts";
import { fieldOf, type Item } from "../items.ts";
import { type Field, kinds } from "../kinds.ts";
import { parseMoney } from "../money.ts";

/** The values of the form as typed, by field. */
export type FormValues = Record<string, string>;

/** The stock of a new item. */
export const stockField: Field = {
  name: "stock",
  label: "Stock",
  type: "number",
  isOptional: true,
};

export function valuesOf(kind: Kind, item: Item): FormValues {
  const entries = kinds[kind].fields.map(({ name, type }) => {
    const value = fieldOf(item, name);
    return [name, type === "price" ? (Number(value) / 100).toFixed(2) : value];
  });
  return Object.fromEntries(entries);
}

/**
 * The form as the body of a request. Empty fields are left out. Text in a
 * numeric field is sent as it is: the catalogue names the error.
 */
export function fieldsOf(fields: Field[], values: FormValues): AnyFields {
  const filled = fields
    .map((field): [Field, string] => [field, values[field.name]?.trim() ?? ""])
    .filter(([, value]) => value !== "");
  const parsed: unknown = Object.fromEntries(
    filled.map(([field, value]) => [field.name, parseField(field, value)]),
  );
  return parsed as AnyFields;
}

function parseField({ type }: Field, value: string): string | number {
  if (type === "price") return parseMoney(value) ?? value;
  if (type !== "number") return value;
  return Number.isFinite(Number(value)) ? Number(value) : value;
}
