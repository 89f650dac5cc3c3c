import { nameOf, type Schema } from "./open-api.ts";

/** A schema in the way that TypeScript writes types, with its limits beside. */
export function schemaText(schema: Schema, indent = ""): string {
  const { $ref, properties, items, type } = schema;
  if ($ref) return nameOf({ $ref });
  if (items) return `${schemaText(items, indent)}[]`;
  if (schema.enum) return schema.enum.map(quote).join(" | ");
  if (schema.const !== undefined) return quote(schema.const);
  if (properties) return objectText(properties, schema.required, indent);
  return [type ?? "any"].flat().join(" | ");
}

function objectText(
  properties: Record<string, Schema>,
  required: string[] = [],
  indent: string,
) {
  const lines = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? "" : "?";
    const type = schemaText(schema, `${indent}  `);
    const limits = limitsOf(schema);
    return `${indent}  ${name}${mark}: ${type}${limits && `  // ${limits}`}`;
  });
  return `{\n${lines.join("\n")}\n${indent}}`;
}

/** What else a value has to be, in words. */
export function limitsOf(schema: Schema): string {
  const { minimum, maximum, maxLength, maxItems, description } = schema;
  const words = [
    description,
    range(minimum, maximum),
    maxLength && `at most ${maxLength} characters`,
    maxItems && `at most ${maxItems}, with commas`,
    schema.default !== undefined && `${quote(schema.default)} if not given`,
  ];
  return words.filter(Boolean).join(", ");
}

function range(minimum?: number, maximum?: number) {
  const [least, most] = [minimum, maximum].map(limitOf);
  if (least === undefined) return most !== undefined && `at most ${most}`;
  return most === undefined ? `at least ${least}` : `${least} to ${most}`;
}

/** Where nothing else is said, any integer that JavaScript has will do. */
function limitOf(limit: number | undefined): number | undefined {
  const isReal = Math.abs(limit ?? 0) < Number.MAX_SAFE_INTEGER;
  return isReal ? limit : undefined;
}

const quote = (value: unknown) => JSON.stringify(value);
