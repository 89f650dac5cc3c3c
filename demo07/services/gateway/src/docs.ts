import { Router } from "express";
import type { HttpClient } from "#commons/http.ts";
import type { OpenApi } from "#commons/openapi/describe.ts";
import { servePage } from "#commons/page.ts";
import { noQuery } from "#commons/requests/json-body.ts";
import { gatewayOpenApi } from "./gateway-openapi.ts";
import { joinOpenApi } from "./openapi-join.ts";

export type CreateClient = (
  service: string,
  options: { timeoutMs: number },
) => HttpClient;

/**
 * `GET /openapi.json` describes the API of the whole store, `/docs` is a page
 * for it. A service that gives no description within a second is left out.
 */
export function createDocs(
  services: string[],
  client: CreateClient,
  page: string,
): Router {
  const clients = services.map((service) =>
    client(`http://${service}`, { timeoutMs: 1_000 }),
  );
  const router = Router();

  router.get("/openapi.json", noQuery, async (_req, res) => {
    const replies = await Promise.all(
      clients.map((call) =>
        call<OpenApi>("GET", "/openapi.json").catch(() => undefined),
      ),
    );
    const documents = replies.filter((reply) => reply !== undefined);
    const missing = services.filter((_, index) => !replies[index]);
    res.json(joinOpenApi([gatewayOpenApi, ...documents], missing));
  });

  router.use("/docs", servePage(page));
  return router;
}
