import { z } from "zod";

const refTo = (name: string) => `#/components/schemas/${name}`;

/** What a schema is called; every answer has a `title` in its metadata. */
function nameOf(schema: z.ZodType): string {
  const name = schema.meta()?.title;
  if (!name) throw new Error("A schema is answered that has no title.");
  return name;
}

/** A schema by its name. */
export function referTo(schema: z.ZodType) {
  return { $ref: refTo(nameOf(schema)) };
}

/** Schemas by name, each of them described once. */
export function describeSchemas(schemas: z.ZodType[]) {
  const named = z.registry<{ id: string }>();
  for (const schema of schemas) named.add(schema, { id: nameOf(schema) });
  const described = z.toJSONSchema(named, { uri: refTo }).schemas;
  return Object.fromEntries(
    Object.entries(described).map(([name, { $schema, $id, ...schema }]) => [
      name,
      schema,
    ]),
  );
}

/** What a client sends in a body. */
export function describeBody(body: z.ZodType) {
  const { $schema, ...schema } = z.toJSONSchema(body, { io: "input" });
  return schema;
}

/** As what a text in a URL is read: a number, a list; a cursor stays text. */
export function describeText(text: z.ZodType) {
  const { $schema, ...schema } = z.toJSONSchema(text);
  return schema.type === "object" ? describeBody(text) : schema;
}
