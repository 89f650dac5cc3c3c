import { Validator } from "@seriousme/openapi-schema-validator";
import type { Router } from "express";

/** What the official schema of OpenAPI 3.1 has against a document. */
export async function complaintsAbout(document: object): Promise<unknown> {
  const sent = JSON.parse(JSON.stringify(document));
  const { errors } = await new Validator().validate(sent);
  return errors ?? [];
}

/** The routes of a router, by such names as `GET /carts/{cartId}`. */
export function routesOf(router: Router): string[] {
  return router.stack.flatMap(({ route, handle }) => {
    if (!route) return "stack" in handle ? routesOf(handle as Router) : [];
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    const methods = new Set(route.stack.map((layer) => layer.method));
    return [...methods].map((method) => `${method.toUpperCase()} ${path}`);
  });
}
