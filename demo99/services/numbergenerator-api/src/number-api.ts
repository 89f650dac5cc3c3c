import { Router } from "express";
import { only } from "#commons/auth.ts";
import { noQuery } from "#commons/json-body.ts";
import { serveOpenApi } from "#commons/openapi.ts";
import { numberDescription } from "./number-openapi.ts";
import type { NumberService } from "./number-service.ts";

export function createNumberApi(numbers: NumberService): Router {
  const router = Router();
  router.use(serveOpenApi(numberDescription));
  router.use("/numbers", only("service"));
  router.use("/numbers", noQuery);

  router.get("/numbers/:kind", async (req, res) => {
    res.set("cache-control", "no-store");
    res.json(await numbers.issue(req.params.kind));
  });

  return router;
}
