/** What this page reads of an OpenAPI document. */
export type Document = {
  info: { title: string; summary: string; description?: string };
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, Answer>;
  };
};

export type Operation = {
  tags: string[];
  summary: string;
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, Answer | Reference>;
  security?: { bearer: string[] }[];
};

export type Parameter = {
  name: string;
  in: "path" | "query";
  required: boolean;
  schema: Schema;
  example?: unknown;
};

export type Answer = { description: string; content?: Content };
export type Content = Record<string, { schema: Schema }>;
export type Reference = { $ref: string };

export type Schema = {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  description?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
};

/** An operation with the two words that name it. */
export type Route = { method: string; path: string; operation: Operation };

export function routesOf({ paths }: Document, tag: string): Route[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        operation,
      })),
  );
}

/** The last word of a reference: the name of what it leads to. */
export function nameOf({ $ref }: Reference): string {
  return $ref.split("/").at(-1) ?? "";
}

/** The schema of the one kind of content that there is. */
export function schemaOf(content: Content | undefined): Schema | undefined {
  return Object.values(content ?? {})[0]?.schema;
}
