import { Router } from "express";
import * as z from "zod";
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from "zod-openapi";
import { problems } from "#commons/openapi/problems.ts";
import type { Role } from "#commons/requests/authorize.ts";

export { problems };

export type OpenApi = ReturnType<typeof createDocument>;

type Route = `${"GET" | "POST" | "PUT" | "DELETE"} /${string}`;

/**
 * The OpenAPI document (https://spec.openapis.org/oas/v3.1.1) of a service,
 * from its operations; what every operation may answer is added to each.
 */
export function describeService(
  service: string,
  summary: string,
  operations: Record<Route, ZodOpenApiOperationObject>,
): OpenApi {
  const paths: ZodOpenApiPathsObject = {};
  for (const [route, operation] of Object.entries(operations)) {
    const [method = "", path = ""] = route.split(" ");
    const described = { tags: [service], ...withProblems(operation) };
    paths[path] = { ...paths[path], [method.toLowerCase()]: described };
  }
  return createDocument({
    openapi: "3.1.1",
    info: { title: service, description: summary, version: "1" },
    tags: [{ name: service, description: summary }],
    paths,
    components: { securitySchemes: { bearer } },
  });
}

function withProblems(operation: ZodOpenApiOperationObject) {
  const statuses = [400, 401, 429, 500, 503];
  if (operation.security) statuses.push(403);
  if (operation.requestBody) statuses.push(413, 415);
  const responses = { ...operation.responses, ...problems(...statuses) };
  return { ...operation, responses };
}

const bearer = { type: "http", scheme: "bearer", bearerFormat: "JWT" } as const;

/** Callers with any of these roles may call an operation. */
export function callers(...roles: Role[]) {
  return roles.map((role) => ({ bearer: [role] }));
}

/** The JSON body of a request. */
export function requestBody(schema: z.ZodType, example: unknown) {
  const content = { "application/json": { schema, example } };
  return { required: !schema.safeParse(undefined).success, content };
}

/** A response of status 200. */
export function ok(schema: z.ZodType): ZodOpenApiResponseObject {
  return { description: "OK", content: { "application/json": { schema } } };
}

/** A response of status 200 whose `ETag` a later `If-Match` can name. */
export function tagged(schema: z.ZodType): ZodOpenApiResponseObject {
  return { ...ok(schema), headers: z.object({ ETag: z.string() }) };
}

/** The header of a request that replaces what its client has read. */
export const ifMatchHeader = z.object({
  "If-Match": z.string().optional().meta({ description: "An `ETag`" }),
});

/** A response of status 201; `location` is a path such as `/books/{number}`. */
export function created(
  schema: z.ZodType,
  location?: string,
): ZodOpenApiResponseObject {
  const headers = z.object({
    Location: z.string().meta({ description: location }),
  });
  return {
    ...ok(schema),
    description: "Created",
    ...(location && { headers }),
  };
}

/** A response of status 204. */
export const noContent: ZodOpenApiResponseObject = {
  description: "No Content",
};

/** `GET /openapi.json`, if there is a document. */
export function serveOpenApi(document: OpenApi | undefined): Router {
  const router = Router();
  if (document) {
    router.get("/openapi.json", (_req, res) => void res.json(document));
  }
  return router;
}
