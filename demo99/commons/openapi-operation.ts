import { STATUS_CODES } from "node:http";
import { z } from "zod";
import type { Role } from "#commons/identity.ts";
import type { Description } from "#commons/openapi.ts";
import { refusedWith } from "#commons/openapi-problems.ts";
import {
  describeBody,
  describeText,
  referTo,
} from "#commons/openapi-schemas.ts";

/** One route: what it takes, what it answers, and to whom. */
export type Operation = {
  summary: string;
  /** Who may call it; anyone, if nobody is named. */
  roles?: Role[];
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The path that a 201 has in `Location`. */
  location?: string;
  /** What it answers, by status; null where there is no body. */
  answers: Record<number, z.ZodType | null>;
  /** Refusals that not every operation has. */
  refusals?: number[];
};

type Context = Pick<Description, "service" | "path" | "examples">;

/** An operation as OpenAPI has it; roles are alternatives. */
export function describeOperation(
  path: string,
  operation: Operation,
  { service, path: schemas = {}, examples = {} }: Context,
) {
  const { summary, roles = [], query, body } = operation;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const parameters = [
    ...names.map((name) => inPath(name, schemas[name] ?? z.string())),
    ...Object.entries(query?.shape ?? {}).map(inQuery),
  ].map((parameter) => ({ ...parameter, example: examples[parameter.name] }));
  return {
    tags: [service],
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: bodyOf(body) }),
    responses: responsesOf(operation),
    ...(roles.length > 0 && {
      security: roles.map((role) => ({ bearer: [role] })),
    }),
  };
}

function inPath(name: string, schema: z.ZodType) {
  return { name, in: "path", required: true, schema: describeText(schema) };
}

function inQuery([name, schema]: [string, z.ZodType]) {
  const required = !schema.safeParse(undefined).success;
  // A list is written as `a,b`.
  const style = { style: "form", explode: false };
  return {
    name,
    in: "query",
    required,
    ...style,
    schema: describeText(schema),
  };
}

function bodyOf(body: z.ZodType) {
  const required = !body.safeParse(undefined).success;
  return { required, ...inJson(describeBody(body)) };
}

function responsesOf(operation: Operation) {
  const { roles, body, answers, refusals = [], location } = operation;
  const done = Object.entries(answers).map(([status, schema]) => [
    status,
    {
      description: STATUS_CODES[status],
      ...(location && { headers: { Location: inText(location) } }),
      ...(schema && inJson(referTo(schema))),
    },
  ]);
  const refused = [400, 401, ...refusals, 429, 500, 503];
  if (roles) refused.push(403);
  if (body) refused.push(413);
  return { ...Object.fromEntries(done), ...refusedWith(refused) };
}

function inText(description: string) {
  return { description, schema: { type: "string" } };
}

function inJson(schema: object) {
  return { content: { "application/json": { schema } } };
}
