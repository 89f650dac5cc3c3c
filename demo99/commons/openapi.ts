import { type RequestHandler, Router } from "express";
import type { z } from "zod";
import {
  describeOperation,
  type Operation,
} from "#commons/openapi-operation.ts";
import { problem, problemResponses } from "#commons/openapi-problems.ts";
import { describeSchemas } from "#commons/openapi-schemas.ts";

/** What a service answers, written beside its routes. */
export type Description = {
  service: string;
  summary: string;
  /** By method and path, such as `GET /carts/{cartId}`. */
  operations: Record<string, Operation>;
  /** What a parameter of a path has to be; any text, if it is not here. */
  path?: Record<string, z.ZodType>;
  /** A good value for a parameter. */
  examples?: Record<string, unknown>;
};

export type OpenApi = ReturnType<typeof createOpenApi>;

/** The description as a document (https://spec.openapis.org/oas/v3.1.1). */
export function createOpenApi(description: Description) {
  const { service, summary, operations } = description;
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, operation] of Object.entries(operations)) {
    const [method = "", path = ""] = name.split(" ");
    const described = describeOperation(path, operation, description);
    paths[path] = { ...paths[path], [method.toLowerCase()]: described };
  }
  return {
    openapi: "3.1.1",
    info: { title: service, summary, version: "1" },
    tags: [{ name: service, description: summary }],
    paths,
    components: {
      schemas: describeSchemas([problem, ...answersOf(operations)]),
      responses: problemResponses,
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
      },
    },
  };
}

function answersOf(operations: Record<string, Operation>) {
  return Object.values(operations)
    .flatMap(({ answers }) => Object.values(answers))
    .filter((schema) => schema !== null);
}

/** `GET /openapi.json`. */
export function serveOpenApi(description: Description): Router {
  const document = createOpenApi(description);
  const answer: RequestHandler = (_req, res) => void res.json(document);
  return Router().get("/openapi.json", answer);
}
